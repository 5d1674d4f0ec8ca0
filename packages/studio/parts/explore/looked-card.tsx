import type { JSX } from "preact";
import { looked, lookedRebuilt, testSet } from "../../state/exploration.ts";
import { anySample, decodeFrom, lookAt, setWalkEnd } from "../../state/explore.ts";
import { samplesKind } from "../../state/session.ts";
import { NumberField } from "../number-field.tsx";
import { RowTable } from "../row-table.tsx";
import { sampleLook } from "../sample-look.ts";
import { SampleView } from "../sample-view.tsx";
import { sampleName, valuesAt } from "./sample-name.ts";

/** The sample under the cursor, beside what the model makes of it. */
export function LookedCard({ classNames }: { readonly classNames: readonly string[] }): JSX.Element | null {
  const set = testSet.value;
  const look = sampleLook.value;
  if (set === undefined || look === undefined) return null;
  const rebuilt = lookedRebuilt.value;
  // Until there is a reconstruction of the newest, the one before stays with its own: no two of different samples are a pair.
  const index = looked.value === undefined ? undefined : (rebuilt?.indices[0] ?? looked.value);
  const error = rebuilt?.sse[0];
  const label = index === undefined ? undefined : set.labels?.[index];
  const { title } = samplesKind.value;
  return (
    <section class="card looked" aria-labelledby="looked-title">
      <h3 id="looked-title">A test {title}</h3>
      {index === undefined ? (
        <p class="soft">Point at the scatter, or choose one by its number.</p>
      ) : (
        <>
          <div class="pair">
            <figure>
              <SampleView values={valuesAt(set, index)} look={look} label={sampleName(index, classNames)} />
              <figcaption>original</figcaption>
            </figure>
            {rebuilt?.corrupted === undefined ? null : (
              <figure>
                <SampleView
                  values={rebuilt.corrupted}
                  look={look}
                  label="with noise, as the encoder saw it"
                />
                <figcaption>with noise</figcaption>
              </figure>
            )}
            {rebuilt === undefined ? null : (
              <figure>
                <SampleView
                  values={rebuilt.reconstructions}
                  look={look}
                  label={`reconstruction of test ${title} ${index}`}
                />
                <figcaption>reconstruction</figcaption>
              </figure>
            )}
          </div>
          <RowTable
            look={look}
            original={valuesAt(set, index)}
            reconstruction={rebuilt?.reconstructions}
            caption={`Test ${title} ${index}, column by column`}
          />
          <p class="looked-facts">
            {label === undefined ? null : (
              <>
                <span class={`swatch swatch-${label % 10}`} aria-hidden="true" /> {classNames[label] ?? label}
                {", "}
              </>
            )}
            squared error {error === undefined ? "…" : error.toFixed(1)}
          </p>
        </>
      )}
      <div class="buttons">
        <NumberField name="Number" value={looked.value} maximum={set.count - 1} onNumber={lookAt} />
        <button type="button" onClick={() => lookAt(anySample())}>
          Any other
        </button>
      </div>
      {looked.value === undefined ? null : <LookedTools index={looked.value} />}
    </section>
  );
}

/** Buttons that give the sample under the cursor to other sections. */
function LookedTools({ index }: { readonly index: number }): JSX.Element {
  return (
    <div class="buttons">
      <button type="button" onClick={() => decodeFrom({ kind: "sample", index })}>
        Take its code
      </button>
      <button type="button" onClick={() => setWalkEnd(0, index)}>
        Walk from it
      </button>
      <button type="button" onClick={() => setWalkEnd(1, index)}>
        Walk to it
      </button>
    </div>
  );
}
