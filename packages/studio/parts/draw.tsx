import { useSignal } from "@preact/signals";
import { describeSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { isImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import {
  canUndo,
  clearDrawing,
  drawFromImage,
  drawingProblem,
  drawnShape,
  isBlank,
  isDrawingSeen,
  isPrepared,
  noise,
  rebuiltDrawing,
  rivalDrawing,
  rivalId,
  rivals,
  setPrepared,
  setRival,
  startDrawing,
  takesDrawings,
  undoDrawing,
} from "../state/drawing.ts";
import { askable, explored, exploredId, isUntrained, testSet } from "../state/exploration.ts";
import { anySample } from "../state/explore.ts";
import { loadedData } from "../state/session.ts";
import type { RebuiltDrawing } from "../workers/explorer/explorer-api.ts";
import { CodeBars } from "./draw/code-bars.tsx";
import { DrawingBoard } from "./draw/drawing-board.tsx";
import { DrawingMap } from "./draw/drawing-map.tsx";
import { NoiseChoice } from "./draw/noise-choice.tsx";
import { ClassChoice } from "./explore/class-choice.tsx";
import { ModelChoice } from "./explore/model-choice.tsx";
import { sampleName } from "./explore/sample-name.ts";
import { ModelSelect } from "./model-select.tsx";
import { NumberField } from "./number-field.tsx";
import { Part } from "./part.tsx";
import { SampleView } from "./sample-view.tsx";
import { useSeen } from "./use-seen.ts";

const drawnLook = { shape: drawnShape };

/** A digit drawn by hand, rebuilt as one draws. */
export function DrawPart(): JSX.Element {
  const body = useSeen<HTMLDivElement>((isSeen) => {
    isDrawingSeen.value = isSeen;
  });
  useEffect(startDrawing, []);
  const shape = loadedData.value?.sample;
  return (
    <Part
      id="draw"
      title="Draw"
      explanation={explanation}
      tools={
        <>
          <ModelChoice label="Model" />
          <ClassChoice label="Told to be" />
        </>
      }
    >
      <div ref={body}>
        {shape === undefined ? (
          <p class="soft">Waiting for data and a model.</p>
        ) : takesDrawings.value ? (
          <Drawing />
        ) : (
          <p class="soft">
            {`Drawings are 28 x 28 pixels of one channel, as digits, MNIST and Fashion-MNIST have them. These data ${isImageShape(shape) ? `have ${shape.height} x ${shape.width} x ${shape.channels}` : `are ${describeSamples(shape)}`}: choose one of those to draw.`}
          </p>
        )}
      </div>
    </Part>
  );
}

function Drawing(): JSX.Element {
  const erases = useSignal(false);
  const number = useSignal<number | undefined>(undefined);
  const count = testSet.value?.count ?? 0;
  const start = (index: number): void => {
    number.value = index;
    drawFromImage(index);
  };
  return (
    <div class="draw-body">
      <div class="draw-hand">
        <DrawingBoard erases={erases.value} />
        <div class="buttons">
          <button
            type="button"
            aria-pressed={erases.value}
            onClick={() => {
              erases.value = !erases.value;
            }}
          >
            Eraser
          </button>
          <button type="button" disabled={!canUndo.value} onClick={undoDrawing}>
            Undo
          </button>
          <button type="button" disabled={isBlank.value} onClick={clearDrawing}>
            Clear
          </button>
        </div>
        <div class="buttons">
          <button type="button" onClick={() => start(anySample())}>
            Start from a test image
          </button>
          <NumberField name="number" value={number.value} maximum={count - 1} onNumber={start} />
        </div>
        <label class="prepare">
          <input
            type="checkbox"
            checked={isPrepared.value}
            onChange={({ currentTarget }) => setPrepared(currentTarget.checked)}
          />
          <span>Scale and centre it as MNIST's digits were</span>
        </label>
        <NoiseChoice />
        <p id="draw-help" class="hint">
          With keys: arrows move a cell, Space sets or clears it, Ctrl + Z takes the last change back.
        </p>
      </div>
      <Answer />
    </div>
  );
}

/** What the models make of it. */
function Answer(): JSX.Element {
  const own = rebuiltDrawing.value;
  const other = rivalDrawing.value;
  const classNames = loadedData.value?.classNames ?? [];
  const status =
    drawingProblem.value ??
    (isUntrained.value ? "Not trained yet: random weights rebuild nothing. Train first, then draw." : "");
  const hasNoise = noise.value.level > 0;
  return (
    <div class="draw-answer">
      <p role="status" class="soft">
        {status}
      </p>
      <div class="draw-pictures">
        <Shown title="what the encoder sees" bytes={own?.seen} />
        <Shown title={`rebuilt by ${titleOf(exploredId.value)}`} bytes={own?.reconstruction} />
        {rivalId.value === undefined ? null : (
          <Shown title={`rebuilt by ${titleOf(rivalId.value)}`} bytes={other?.reconstruction} />
        )}
      </div>
      <DrawingMap />
      {rivals.value.length < 2 ? null : (
        <ModelSelect
          class="model-choice"
          label="Compare with"
          value={rivalId.value}
          models={rivals.value}
          onModel={setRival}
        />
      )}
      {hasNoise && !isUntrained.value ? <p class="noise-words">{noiseInWords()}</p> : null}
      {own === undefined ? (
        <p class="soft">{isBlank.value ? "Draw, and the reconstruction follows." : ""}</p>
      ) : (
        <Facts own={own} classNames={classNames} />
      )}
    </div>
  );
}

function Facts({
  own,
  classNames,
}: {
  readonly own: RebuiltDrawing;
  readonly classNames: readonly string[];
}): JSX.Element {
  return (
    <>
      <h3>Its code</h3>
      <CodeBars code={own.code} />
      <h3>Test images with the nearest codes</h3>
      <ul class="neighbours">
        {own.neighbours.map(({ index, label, image }) => (
          <li key={index}>
            <SampleView values={image} look={drawnLook} label={sampleName(index, classNames)} />
            <span aria-hidden="true">{label === undefined ? index : (classNames[label] ?? label)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Shown({
  title,
  bytes,
}: {
  readonly title: string;
  readonly bytes: Uint8Array | undefined;
}): JSX.Element {
  return (
    <figure>
      {bytes === undefined ? (
        <div class="no-picture" />
      ) : (
        <SampleView values={bytes} look={drawnLook} label={title} />
      )}
      <figcaption>{title}</figcaption>
    </figure>
  );
}

function titleOf(id: string): string {
  return askable.value.find((model) => model.id === id)?.title ?? "a model that was kept";
}

/** What to look for. */
function noiseInWords(): string {
  const corruption = explored.value?.settings.corruption ?? "none";
  return corruption === "none"
    ? "This model has never seen noise, and takes it for a part of what is drawn: what its code cannot hold of that is lost, much of the noise among it, and parts of the digit. Compare the preset denoising, which is trained to tell them apart."
    : `This model was trained to remove noise (${corruption}): what it rebuilds should be clean.`;
}

const explanation = (
  <>
    <p>
      What you draw is encoded and decoded like any image. The model can only rebuild what it has learnt to:
      draw a digit, and it comes back; draw a house, and it comes back as the mixture of digits that is
      nearest to it.
    </p>
    <p>
      MNIST's digits were scaled into a box of 20 x 20 pixels and centred by their mass. A drawing is prepared
      likewise, since a model for which digits always lie in the middle has never seen one in a corner: take
      the tick away and see.
    </p>
  </>
);
