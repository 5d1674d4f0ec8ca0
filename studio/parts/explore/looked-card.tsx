import type { JSX } from "preact";
import { looked, lookedRebuilt, testSet } from "../../state/exploration.ts";
import { anyImage, decodeFrom, lookAt, setWalkEnd } from "../../state/explore.ts";
import { NumberField } from "../number-field.tsx";
import { Pixels } from "../pixel-canvas.tsx";
import { imageBytes, imageName, pictureSize } from "./picture-size.ts";

/** The image under the cursor, beside what the model makes of it. */
export function LookedCard({ classNames }: { readonly classNames: readonly string[] }): JSX.Element | null {
  const set = testSet.value;
  if (set === undefined) return null;
  const index = looked.value;
  const rebuilt = lookedRebuilt.value;
  const isCurrent = rebuilt !== undefined && rebuilt.indices[0] === index;
  const error = isCurrent ? rebuilt.sse[0] : undefined;
  const label = index === undefined ? undefined : set.labels?.[index];
  const size = pictureSize(set);
  return (
    <section class="card looked" aria-labelledby="looked-title">
      <h3 id="looked-title">A test image</h3>
      {index === undefined ? (
        <p class="soft">Point at the scatter, or choose one by its number.</p>
      ) : (
        <>
          <div class="pair">
            <figure>
              <Pixels bytes={imageBytes(set, index)} {...size} label={imageName(index, classNames)} />
              <figcaption>original</figcaption>
            </figure>
            {rebuilt?.corrupted === undefined ? null : (
              <figure>
                <Pixels bytes={rebuilt.corrupted} {...size} label="with noise, as the encoder saw it" />
                <figcaption>with noise</figcaption>
              </figure>
            )}
            {rebuilt === undefined ? null : (
              <figure>
                <Pixels
                  bytes={rebuilt.reconstructions}
                  {...size}
                  label={`reconstruction of test image ${index}`}
                />
                <figcaption>reconstruction</figcaption>
              </figure>
            )}
          </div>
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
        <NumberField name="Number" value={index} maximum={set.count - 1} onNumber={lookAt} />
        <button type="button" onClick={() => lookAt(anyImage())}>
          Any other
        </button>
      </div>
      {index === undefined ? null : <LookedTools index={index} />}
    </section>
  );
}

/** Buttons that give the image under the cursor to other sections. */
function LookedTools({ index }: { readonly index: number }): JSX.Element {
  return (
    <div class="buttons">
      <button type="button" onClick={() => decodeFrom({ kind: "image", index })}>
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
