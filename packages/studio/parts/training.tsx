import type { JSX } from "preact";
import { samplesKind } from "../state/session.ts";
import { Part } from "./part.tsx";
import { ExamplesRow } from "./training/examples-row.tsx";
import { LossCurves } from "./training/loss-curves.tsx";
import { ProgressLine } from "./training/progress-line.tsx";
import { TrainingButtons } from "./training/training-buttons.tsx";
import { TrainingResult } from "./training/training-result.tsx";
import { UnitsGrid } from "./training/units-grid.tsx";

/** The model learning: controls, where it stands, and what it makes of samples so far. */
export function Training(): JSX.Element {
  const { plural } = samplesKind.value;
  return (
    <Part
      id="training"
      title="Training"
      explanation={
        <>
          <p>
            The model begins with random weights and draws fog. It takes a few hundred {plural} at a time, a{" "}
            <em>batch</em>, rebuilds them, and every weight moves a little in the direction that would have
            rebuilt them better: that is a <em>step</em>. Once through all training {plural} is an{" "}
            <em>epoch</em>.
          </p>
          <p>
            The <em>loss</em> says how far the reconstructions are from the {plural}; lower is better.
            Validation {plural} are never learnt from: as long as their loss falls too, what is learnt holds
            for
            {plural} in general, and where it rises again while the training loss falls, the model begins to
            learn its {plural} by heart.
          </p>
        </>
      }
    >
      <TrainingButtons />
      <ProgressLine />
      <TrainingResult />
      <div class="training-views">
        <LossCurves />
        <UnitsGrid />
      </div>
      <ExamplesRow />
    </Part>
  );
}
