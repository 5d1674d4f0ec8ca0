import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import type { JSX } from "preact";
import { prepared, samplesKind, training } from "../../state/session.ts";
import type { ChangeMark } from "./change-marks.ts";
import { Part } from "./objective-parts.tsx";

/** The dead units of a dictionary over the epochs; nothing of other codes. */
export function DeadUnits({ marks }: { readonly marks: readonly ChangeMark[] }): JSX.Element | null {
  const model = prepared.value;
  const { history } = training.value;
  if (model === undefined || codeOf(model).dictionary === undefined) return null;
  return (
    <div class="objective-parts">
      <Part
        {...{ history, marks, model }}
        title="Dead units"
        words={`dead units, of ${model.latentSize}`}
        of={({ deadUnits }) => deadUnits}
        stroke="--plot-second"
      />
      <p class="soft">
        Of {model.latentSize} units, those that no training {samplesKind.value.title} of an epoch made active.
      </p>
    </div>
  );
}
