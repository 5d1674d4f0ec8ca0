import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { ImageShape } from "../../../src/data/samples/shape.ts";
import { codeOf } from "../../../src/model/codes/codes.ts";
import { formatCount } from "../../../src/report/format.ts";
import { buildModel } from "../../../src/settings/build-model.ts";
import { presets } from "../../../src/settings/presets.ts";
import { capitalise, counted } from "../../../src/words.ts";
import { choose } from "../../state/actions.ts";
import { experiment, loadedData, prepared } from "../../state/session.ts";
import { drawnLayers } from "../../workers/drawn-layers.ts";
import { Hourglass } from "./hourglass.tsx";
import { type HourglassRow, hourglassRows } from "./hourglass-rows.ts";

/** What the cards show until the data are known. */
const usualImage: ImageShape = { height: 28, width: 28, channels: 1 };

/** The classic autoencoders, each as its hourglass, and the chosen one drawn large. */
export function PresetChoice(): JSX.Element {
  const { height, width, channels } = loadedData.value?.image ?? usualImage;
  const cards = useMemo(
    () => Object.keys(presets).map((name) => ({ name, rows: rowsOf(name, { height, width, channels }) })),
    [height, width, channels],
  );
  const chosen = experiment.value.model ?? "vanilla";
  return (
    <fieldset class="choice">
      <legend>Model</legend>
      <div class="preset-cards">
        {cards.map(({ name, rows }) => (
          <label key={name} class="choice-card preset-card">
            <input
              type="radio"
              name="model"
              value={name}
              checked={name === chosen}
              onChange={() => void choose({ model: name })}
            />
            {rows === undefined ? null : <Hourglass rows={rows} small />}
            <span class="card-title">{name}</span>
          </label>
        ))}
      </div>
      <p class="choice-words">{capitalise(presets[chosen]?.help ?? "layers of a file")}.</p>
      <ChosenModel />
    </fieldset>
  );
}

/** The layers of a preset as it is; `undefined` where it does not take images of this shape. */
function rowsOf(name: string, imageShape: ImageShape): readonly HourglassRow[] | undefined {
  try {
    return hourglassRows(imageShape, drawnLayers(buildModel(name, { sampleShape: imageShape })));
  } catch {
    return undefined;
  }
}

/** The model of the settings: its layers, its size and what it minimises. */
function ChosenModel(): JSX.Element | null {
  const model = prepared.value;
  if (model === undefined) return null;
  return (
    <figure class="chosen-model">
      <Hourglass rows={hourglassRows(model.imageShape, model.layers)} />
      <figcaption>
        <p>
          <strong>{formatCount(model.parameters)}</strong> parameters are learnt.{" "}
          {codeOf(model).words.sentence}
        </p>
        <p>
          It minimises: {model.objective}. {counted(model.splits.train, "image")} to train on,{" "}
          {formatCount(model.splits.validation)} to validate, {formatCount(model.splits.test)} to test.
        </p>
      </figcaption>
    </figure>
  );
}
