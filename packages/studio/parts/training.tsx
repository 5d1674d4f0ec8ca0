import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { prepared, samplesKind } from "../state/session.ts";
import { isTold } from "../state/told-class.ts";
import { Machine } from "./machine/machine.tsx";
import { Part } from "./part.tsx";
import { ExamplesRow } from "./training/examples-row.tsx";
import { LossCurves } from "./training/loss-curves.tsx";
import { PaceChoice } from "./training/pace-choice.tsx";
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
            for {plural} in general, and where it rises again while the training loss falls, the model begins
            to learn its {plural} by heart.
          </p>
        </>
      }
    >
      <p class="training-headline">{headline()}</p>
      <Machine />
      <p class="pace-inline">
        <span>speed</span> <PaceChoice />
      </p>
      <ExamplesRow />
      <TrainingResult />
    </Part>
  );
}

/** `784 pixels, squeezed through 32 numbers, rebuilt from them alone: how much survives?` */
function headline(): string {
  const { value } = samplesKind.value;
  const model = prepared.value;
  if (model === undefined)
    return "Squeezed through a few numbers, rebuilt from them alone: how much survives?";
  const { sampleShape, latentSize, settings } = model;
  const code = codeOf(model).words.size?.({ ...settings, latentSize }) ?? counted(latentSize, "number");
  const values = counted(sampleSize(sampleShape), value.one, value.many);
  const them = latentSize === 1 ? "it" : "them";
  return `${values}, squeezed through ${code}, rebuilt from ${them} ${isTold(model) ? "and the class" : "alone"}.`;
}

/** How the model learns: its losses as they fall, and what each value of its code draws. */
export function Learning(): JSX.Element {
  return (
    <Part id="learning" title="How it learns">
      <div class="training-views">
        <LossCurves />
        <UnitsGrid />
      </div>
    </Part>
  );
}
