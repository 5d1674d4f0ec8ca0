import { useComputed, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { code, decoded, looked, type Origin, origin, range } from "../../state/exploration.ts";
import { decodeFrom, setValue, surprise } from "../../state/explore.ts";
import { samplesKind } from "../../state/session.ts";
import { RowsTable } from "../rows-table.tsx";
import { sampleLook } from "../sample-look.ts";
import { SampleView } from "../sample-view.tsx";
import { useSectionSeen } from "./use-section-seen.ts";
import { sliderLimits, valueOrder, valuesPerPage } from "./value-order.ts";

/** A code, value by value, and what the decoder makes of it. */
export function CodeValues(): JSX.Element | null {
  const seen = useSectionSeen<HTMLElement>("values");
  const page = useSignal(0);
  const order = useComputed(() => (range.value === undefined ? [] : valueOrder(range.value)));
  const look = sampleLook.value;
  const { title } = samplesKind.value;
  const values = code.value;
  const usual = range.value;
  const picture = decoded.value?.sample;
  const pages = Math.max(1, Math.ceil(order.value.length / valuesPerPage));
  const at = Math.min(page.value, pages - 1);
  const shown = order.value.slice(at * valuesPerPage, (at + 1) * valuesPerPage);
  const index = looked.value;
  return (
    <section class="card code-values" aria-labelledby="values-title" ref={seen}>
      <h3 id="values-title">A code, decoded</h3>
      <div class="code-values-body">
        <figure class="decoded">
          {picture === undefined || look === undefined ? null : (
            <>
              <SampleView values={picture} look={look} label={`decoding of ${inWords(origin.value)}`} />
              <RowsTable values={picture} count={1} look={look} caption="Its row" />
            </>
          )}
          <figcaption aria-live="polite">{inWords(origin.value)}</figcaption>
        </figure>
        <div class="buttons">
          <button type="button" onClick={() => decodeFrom({ kind: "mean" })}>
            Reset to the mean code
          </button>
          <button
            type="button"
            disabled={index === undefined}
            onClick={() => {
              if (index !== undefined) decodeFrom({ kind: "sample", index });
            }}
          >
            {index === undefined ? `From a test ${title}` : `From test ${title} ${index}`}
          </button>
          <button type="button" onClick={surprise}>
            Surprise me
          </button>
        </div>
      </div>
      {values === undefined || usual === undefined || usual.low.length !== values.length ? null : (
        <>
          <p class="soft sliders-title">{`The ${values.length === 1 ? "value" : `${values.length} values`} of the code`}</p>
          <div class="sliders">
            {shown.map((value) => {
              const has = values[value] as number;
              const [least, most] = sliderLimits(usual, value, has);
              return (
                <label key={value}>
                  <span aria-hidden="true">{value + 1}</span>
                  <input
                    type="range"
                    aria-label={`value ${value + 1}`}
                    min={least}
                    max={most}
                    step={(most - least) / 200}
                    value={has}
                    onInput={({ currentTarget }) => setValue(value, currentTarget.valueAsNumber)}
                  />
                  <output>{has.toFixed(2).replace("-", "−")}</output>
                </label>
              );
            })}
          </div>
          {pages === 1 ? null : (
            <div class="buttons pages">
              <button type="button" disabled={at === 0} onClick={() => page.value--}>
                Before
              </button>
              <span class="soft">{`values ${at * valuesPerPage + 1} to ${at * valuesPerPage + shown.length} of ${order.value.length}, those that vary most first`}</span>
              <button
                type="button"
                disabled={at === pages - 1}
                onClick={() => {
                  page.value = at + 1;
                }}
              >
                Next
              </button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

function inWords(from: Origin): string {
  switch (from.kind) {
    case "mean":
      return "the mean code";
    case "sample":
      return `the code of test ${samplesKind.value.title} ${from.index}`;
    case "point":
      return "the point of the plane";
    case "values":
      return "the values set here";
  }
}
