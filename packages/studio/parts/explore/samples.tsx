import type { JSX } from "preact";
import { canSample, explored, sampleCount, samplePictures, sampleSeed } from "../../state/exploration.ts";
import { drawSamples } from "../../state/explore.ts";
import { samplesKind } from "../../state/session.ts";
import { NumberField } from "../number-field.tsx";
import { RowsTable } from "../rows-table.tsx";
import { sampleLook } from "../sample-look.ts";
import { SampleSheet } from "./sample-sheet.tsx";
import { useSectionSeen } from "./use-section-seen.ts";

/** Of a table: more are seen below, drawn. */
const mostLines = 10;

/** Decodings of codes drawn from the prior, where the model has one. */
export function Samples(): JSX.Element | null {
  const seen = useSectionSeen<HTMLElement>("samples");
  const look = sampleLook.value;
  const model = explored.value;
  return (
    <section class="card prior-samples" aria-labelledby="samples-title" ref={seen}>
      <h3 id="samples-title">Samples</h3>
      {!canSample.value || look === undefined ? (
        <p class="soft">
          {model === undefined
            ? ""
            : "Only a model with a Gaussian code (the preset variational) knows how probable a code is, so only from such a one can codes be drawn. This model's codes are points without a distribution: try the sliders, the walk or the grid."}
        </p>
      ) : (
        <>
          <div class="buttons">
            <button type="button" onClick={() => drawSamples(sampleSeed.value + 1)}>
              Draw again
            </button>
            <NumberField name="Seed" value={sampleSeed.value} maximum={0xffffffff} onNumber={drawSamples} />
          </div>
          {samplePictures.value === undefined ? null : (
            <RowsTable
              values={samplePictures.value}
              count={Math.min(sampleCount, mostLines)}
              look={look}
              caption={`The first ${Math.min(sampleCount, mostLines)} of them`}
            />
          )}
          <SampleSheet
            class="samples-sheet"
            count={sampleCount}
            values={samplePictures.value}
            look={look}
            columns={8}
            label={`Decodings of ${sampleCount} codes drawn from the standard normal prior with seed ${sampleSeed.value}`}
          />
          <p class="hint">
            Codes drawn from the standard normal prior, decoded: {samplesKind.value.plural} that nobody drew.
          </p>
        </>
      )}
    </section>
  );
}
