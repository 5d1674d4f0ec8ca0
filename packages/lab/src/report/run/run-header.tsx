import { capitalise, counted } from "hourglass-core/internal/words.ts";
import type { ComponentChildren, JSX } from "preact";
import type { RunSummary } from "../../run/files/summary.ts";
import { KeyFacts } from "../components/key-facts.tsx";
import { formatCount, formatDuration } from "../words/format.ts";
import { samplesOf } from "../words/sample-words.ts";

interface RunHeaderProps {
  readonly summary: RunSummary;
  /** What came of it. */
  readonly children: ComponentChildren;
}

/** What was trained on what, and at what price. */
export function RunHeader({ summary, children }: RunHeaderProps): JSX.Element {
  const { settings, dataset, model, epochs, seconds, imagesPerSecond, changes } = summary;
  const facts: readonly (readonly [term: string, value: string])[] = [
    ["code", counted(model.latentSize, "value")],
    ["parameters", formatCount(model.parameters)],
    ["training", `${counted(epochs.run, "epoch")}, ${formatDuration(seconds)}`],
    ["speed", `${formatCount(imagesPerSecond)} ${samplesOf(summary).plural}/s`],
    ["seed", String(settings.seed)],
    ...(changes === undefined
      ? []
      : [["settings", `${counted(changes.length, "change")} on the way`] as const]),
  ];
  return (
    <header>
      <p class="kicker">Hourglass · report of a training run</p>
      <h1>
        {capitalise(model.name)} autoencoder on {dataset.title}
      </h1>
      {children}
      <KeyFacts facts={facts} />
    </header>
  );
}
