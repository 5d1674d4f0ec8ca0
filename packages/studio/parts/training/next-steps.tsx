import { formatDuration } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { choose } from "../../state/actions.ts";
import { estimateAll, estimateOf, experimentAfter } from "../../state/estimates.ts";
import { type Experiment, linkOf } from "../../state/link.ts";
import { experiment, firstShown, isWithTrainer, prepared } from "../../state/session.ts";
import { trainOrPause } from "../../state/train-on.ts";
import { nextSteps } from "./next-step.ts";

/** What to try next, with the seconds that it takes here; of the model that came with the page, first of all to train it oneself. */
export function NextSteps(): JSX.Element | null {
  const model = prepared.value;
  const current = experiment.value;
  const isFirst = firstShown.value !== undefined;
  const steps = useMemo(
    () =>
      model === undefined
        ? []
        : nextSteps(model.settings, model.sampleShape).map((step) => ({
            ...step,
            leadsTo: experimentAfter(current, step.change),
          })),
    [model, current],
  );
  const isWhole = isWithTrainer.value;
  useEffect(() => {
    if (!isWhole) return undefined;
    return estimateAll([...(isFirst ? [current] : []), ...steps.map(({ leadsTo }) => leadsTo)]);
  }, [isWhole, isFirst, current, steps]);
  if (model === undefined) return null;
  return (
    <section class="next-steps" aria-label="What to try next">
      {isFirst ? (
        <div class="next-step">
          <button type="button" class="next-train" onClick={() => void trainOrPause()}>
            Train it yourself <Seconds of={current} />
          </button>
          <p class="next-words">From random weights, with fewer samples: see the map unfold.</p>
        </div>
      ) : null}
      {steps.map(({ title, text, change, leadsTo }) => (
        <div class="next-step" key={linkOf(leadsTo)}>
          <button type="button" onClick={() => void choose(change)}>
            {title} <Seconds of={leadsTo} />
          </button>
          <p class="next-words">{text}</p>
        </div>
      ))}
    </section>
  );
}

/** `about 6 s here` */
function Seconds({ of }: { readonly of: Experiment }): JSX.Element | null {
  const seconds = estimateOf(of);
  if (seconds === undefined) return null;
  return (
    <small class="next-seconds">about {formatDuration(Math.ceil(seconds)).replace(".0 s", " s")} here</small>
  );
}
