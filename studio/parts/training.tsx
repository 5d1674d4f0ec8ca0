import type { JSX } from "preact";
import { Part } from "./part.tsx";
import { ExamplesRow } from "./training/examples-row.tsx";
import { LossCurves } from "./training/loss-curves.tsx";
import { ProgressLine } from "./training/progress-line.tsx";
import { TrainingButtons } from "./training/training-buttons.tsx";
import { TrainingResult } from "./training/training-result.tsx";
import { UnitsGrid } from "./training/units-grid.tsx";

/** The model learning: controls, where it stands, and what it makes of images so far. */
export function Training(): JSX.Element {
  return (
    <Part
      id="training"
      title="Training"
      explanation={
        <>
          <p>
            The model begins with random weights and draws fog. It takes a few hundred images at a time, a{" "}
            <em>batch</em>, rebuilds them, and every weight moves a little in the direction that would have
            rebuilt them better: that is a <em>step</em>. Once through all training images is an{" "}
            <em>epoch</em>.
          </p>
          <p>
            The <em>loss</em> says how far the reconstructions are from the images; lower is better.
            Validation images are never learnt from: as long as their loss falls too, what is learnt holds for
            images in general, and where it rises again while the training loss falls, the model begins to
            learn its images by heart.
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
