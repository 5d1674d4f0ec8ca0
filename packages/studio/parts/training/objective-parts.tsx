import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { addedTerm } from "hourglass-core/internal/program/penalties/penalties.ts";
import { penaltiesOf } from "hourglass-core/internal/settings/choices.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { capitalise } from "hourglass-core/internal/words.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import { objectiveWords } from "hourglass-lab/internal/report/words/objective-words.ts";
import { storedShape } from "hourglass-lab/internal/run/files/stored-shape.ts";
import type { JSX } from "preact";
import { liveUnits, prepared, samplesKind, training } from "../../state/session.ts";
import { theme } from "../../state/theme.ts";
import type { PreparedModel } from "../../workers/trainer/trainer-api.ts";
import { colour } from "../colours.ts";
import { axisStyle, usePlot } from "../use-plot.ts";
import { type ChangeMark, drawMarks } from "./change-marks.ts";
import { activeWords, activityWords } from "./unit-words.ts";

interface ObjectivePartsProps {
  readonly marks: readonly ChangeMark[];
}

/** The two parts of a variational objective apart, each on a scale of its own, and the units that the divergence has left. */
export function ObjectiveParts({ marks }: ObjectivePartsProps): JSX.Element | null {
  const model = prepared.value;
  const { history } = training.value;
  if (model === undefined || codeOf(model).term === undefined || model.splits.validation === 0) return null;
  const { settings, sampleShape } = model;
  const words = objectiveWords({ settings, model, dataset: storedShape(sampleShape) });
  const active = liveUnits.value?.active;
  const { title, plural } = samplesKind.value;
  return (
    <div class="objective-parts">
      <Part
        {...{ history, marks, model }}
        title="Reconstruction"
        words={words.reconstruction}
        of={({ validationReconstruction }) => validationReconstruction}
        stroke="--plot-first"
      />
      <Part
        {...{ history, marks, model }}
        title={otherPart(settings)}
        words={words.penalty ?? ""}
        of={({ validationPenalty }) => validationPenalty}
        stroke="--plot-second"
      />
      <p class="soft">
        Both of the validation {plural}, after each epoch.{" "}
        {settings.beta === 1
          ? ""
          : `In the loss the ${codeOf(model).term?.name} counts ${settings.beta} times. `}
        {active === undefined || training.value.status === "new"
          ? ""
          : `${activeWords(active, model.latentSize, title)} ${activityWords(active)}`}
      </p>
    </div>
  );
}

/** What the objective has beside the reconstruction error. */
function otherPart(settings: PreparedModel["settings"]): string {
  const asked = penaltiesOf(settings.penalty);
  if (settings.boundSamples > 1) return "Rest of the bound";
  const term = addedTerm(codeOf(settings), asked);
  if (term === undefined) return "Penalty";
  return capitalise(asked.length === 0 ? term.name : `${term.name} and penalty`);
}

interface PartProps extends ObjectivePartsProps {
  readonly title: string;
  /** What is measured, with its unit. */
  readonly words: string;
  readonly history: readonly EpochRecord[];
  readonly model: PreparedModel;
  readonly of: (record: EpochRecord) => number | undefined;
  readonly stroke: "--plot-first" | "--plot-second";
}

const height = 132;

/** One quantity over the epochs, on a scale of its own. */
export function Part({ title, words, history, model, of, stroke, marks }: PartProps): JSX.Element {
  const { epochs } = model.settings;
  const known = history.flatMap((record) => {
    const value = of(record);
    return value === undefined ? [] : [{ epoch: record.epoch, value }];
  });
  const host = usePlot(
    (width) => {
      const style = axisStyle();
      return {
        ...{ width, height },
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false, range: [0, epochs] } },
        axes: [
          { ...style, size: 24, space: 60, values: (_, splits) => splits.map(wholeOnly) },
          { ...style, size: 46, space: 34 },
        ],
        series: [
          {},
          { stroke: colour(stroke), width: 2, points: { show: epochs <= 60, size: 5, fill: colour(stroke) } },
        ],
        // The words stand in the plot of the loss.
        hooks: { draw: [(plot) => drawMarks(plot, marks, false)] },
      };
    },
    () => [known.map(({ epoch }) => epoch), known.map(({ value }) => value)],
    [epochs, theme.value, marks],
    [history],
  );
  const last = known.at(-1)?.value;
  return (
    <figure>
      <h4 title={words}>
        {title} <strong>{last === undefined ? "–" : formatNumber(last)}</strong>
      </h4>
      <div
        ref={host}
        role="img"
        aria-label={`${words} over the epochs: ${last === undefined ? "nothing yet" : `${formatNumber(last)} after epoch ${known.length}`}`}
      />
    </figure>
  );
}

function wholeOnly(split: number): string {
  return Number.isInteger(split) ? String(split) : "";
}
