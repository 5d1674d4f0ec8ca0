import { isImageShape, type SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { isPresetName, presetNames, presets } from "hourglass-core/internal/settings/presets.ts";
import type { PresetName } from "hourglass-core/internal/settings/settings.ts";
import { capitalise, counted } from "hourglass-core/internal/words.ts";
import { formatCount } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { choose } from "../../state/actions.ts";
import { messageOf } from "../../state/notice.ts";
import { experiment, loadedData, prepared, samplesKind } from "../../state/session.ts";
import { drawnLayers } from "../../workers/trainer/drawn-layers.ts";
import { Hourglass } from "./hourglass.tsx";
import { type HourglassRow, hourglassRows } from "./hourglass-rows.ts";

/** What is shown until the data are known. */
export const usualShape: SampleShape = { height: 28, width: 28, channels: 1 };

interface Card {
  readonly name: PresetName;
  /** Its hourglass; of a preset that does not take these samples there is none. */
  readonly rows?: readonly HourglassRow[];
  /** Why it cannot be chosen. */
  readonly missing?: string;
}

/** The classic autoencoders, each as its hourglass, and the chosen one drawn large. */
export function PresetChoice(): JSX.Element {
  const shape = loadedData.value?.sample ?? usualShape;
  const cards = useMemo(() => presetNames.map((name) => cardOf(name, shape)), [JSON.stringify(shape)]);
  const chosen = experiment.value.model ?? "vanilla";
  const absent = cards.filter(({ missing }) => missing !== undefined);
  return (
    <fieldset class="choice">
      <legend>Model</legend>
      <div class="preset-cards">
        {cards.map(({ name, rows, missing }) => (
          <label
            key={name}
            class={missing === undefined ? "choice-card preset-card" : "choice-card preset-card card-absent"}
          >
            <input
              type="radio"
              name="model"
              value={name}
              checked={name === chosen}
              disabled={missing !== undefined}
              aria-describedby={missing === undefined ? undefined : `missing-${name}`}
              onChange={() => void choose({ model: name })}
            />
            {rows === undefined ? null : <Hourglass rows={rows} small />}
            <span class="card-title">{name}</span>
          </label>
        ))}
      </div>
      {absent.map(({ name, missing }) => (
        <p key={name} id={`missing-${name}`} class="choice-words soft">
          <strong>{name}</strong> is not available: {missing}.
        </p>
      ))}
      <p class="choice-words">
        {capitalise(isPresetName(chosen) ? presets[chosen].help : "layers of a file")}.
      </p>
      <ChosenModel />
    </fieldset>
  );
}

/**
 * A preset as it is. One that does not take images of a size may do so with other settings, and can be chosen; one that takes images
 * alone cannot be for other samples.
 */
function cardOf(name: PresetName, sampleShape: SampleShape): Card {
  try {
    return { name, rows: hourglassRows(sampleShape, drawnLayers(buildModel(name, { sampleShape }))) };
  } catch (error) {
    return isImageShape(sampleShape) ? { name } : { name, missing: messageOf(error) };
  }
}

/** The model of the settings: its layers, its size and what it minimises. */
function ChosenModel(): JSX.Element | null {
  const model = prepared.value;
  // Its splits are those of data that are there.
  if (model === undefined || loadedData.value === undefined) return null;
  const { title, plural } = samplesKind.value;
  return (
    <figure class="chosen-model">
      <Hourglass rows={hourglassRows(model.sampleShape, model.layers)} />
      <figcaption>
        <p>
          <strong>{formatCount(model.parameters)}</strong> parameters are learnt.{" "}
          {codeOf(model).words.sentence}
        </p>
        <p>
          It minimises: {model.objective}. {counted(model.splits.train, title, plural)} to train on,{" "}
          {formatCount(model.splits.validation)} to validate, {formatCount(model.splits.test)} to test.
        </p>
      </figcaption>
    </figure>
  );
}
