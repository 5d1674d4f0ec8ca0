import { useSignal } from "@preact/signals";
import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { capitalise, counted, withArticle } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { experiment, loadedData, samplesKind, settings } from "../state/session.ts";
import { DataChoice } from "./experiment/data-choice.tsx";
import { EngineLine } from "./experiment/engine-line.tsx";
import { PresetChoice, usualShape } from "./experiment/preset-choice.tsx";
import { SettingsForm } from "./experiment/settings-form.tsx";
import { Part } from "./part.tsx";
import { UndoButton } from "./undo-button.tsx";

/** What is learnt from, by which model, and how. On a small screen it opens when asked for: there is an experiment already. */
export function Experiment(): JSX.Element {
  const isOpen = useSignal(false);
  const { title, plural, value } = samplesKind.value;
  const { sample = usualShape } = loadedData.value ?? {};
  const valuesInWords = counted(sampleSize(sample), value.one, value.many);
  const toggle = (
    <button
      type="button"
      class="experiment-toggle"
      aria-expanded={isOpen.value}
      aria-controls="experiment-choices"
      onClick={() => {
        isOpen.value = !isOpen.value;
      }}
    >
      {isOpen.value ? "Close" : "Change"}
    </button>
  );
  const tools = (
    <>
      <UndoButton />
      {toggle}
    </>
  );
  return (
    <Part id="experiment" title="Experiment" tools={tools}>
      <p class="experiment-summary">{summary()}</p>
      <div
        id="experiment-choices"
        class={isOpen.value ? "experiment-choices" : "experiment-choices experiment-closed"}
      >
        <details class="explanation">
          <summary>What is this?</summary>
          <div>
            <p>
              An <em>autoencoder</em> is a network that learns to copy its input, with a catch: in its middle
              is a narrow waist, the <em>code</em>. {capitalise(withArticle(title))} of {valuesInWords} must
              pass through, say, 32 numbers. The first half, the <em>encoder</em>, has to find numbers that
              tell one {title} from another; the second half, the <em>decoder</em>, has to draw the {title}{" "}
              again from them. Nobody tells it what the {plural} show.
            </p>
            <p>
              Choose {plural} and one of six classic models, or change any setting. The address of this page
              holds your whole experiment, so a link is enough to show it to somebody.
            </p>
          </div>
        </details>
        <DataChoice />
        <PresetChoice />
        <SettingsForm />
        <EngineLine />
      </div>
    </Part>
  );
}

/** `digits, vanilla, code of 32 values, 10 epochs, seed 1` */
function summary(): string {
  const resolved = settings.value;
  if (resolved instanceof Error) return `${experiment.value.model ?? "vanilla"}: not a complete experiment`;
  const { dataset, model, latentSize, epochs, seed } = resolved;
  return `${dataset}, ${model}, code of ${counted(latentSize, "value")}, ${counted(epochs, "epoch")}, seed ${seed}`;
}
