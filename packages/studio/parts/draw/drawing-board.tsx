import { useSignal } from "@preact/signals";
import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import {
  drawing,
  drawnSide,
  isBlank,
  rememberDrawing,
  setDrawing,
  undoDrawing,
} from "../../state/drawing.ts";
import { imageData } from "../pixel-data.ts";
import { type Place, stroke } from "./brush.ts";

/** The field to draw on, with mouse, pen, finger or keys. */
export function DrawingBoard({ erases }: { readonly erases: boolean }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const last = useRef<Place>(undefined);
  const cell = useSignal<readonly [column: number, row: number] | undefined>(undefined);
  const pixels = drawing.value;
  useEffect(() => {
    canvas.current?.getContext("2d")?.putImageData(imageData(pixels, drawnSide, drawnSide, 1), 0, 0);
  }, [pixels]);

  const draw = (to: Place): void => {
    const changed = drawing.value.slice();
    stroke(changed, drawnSide, last.current ?? to, to, erases);
    last.current = to;
    setDrawing(changed);
  };
  const onPointerDown = (event: TargetedPointerEvent<HTMLElement>): void => {
    if (event.button !== 0 || last.current !== undefined) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    cell.value = undefined;
    rememberDrawing();
    draw(placeOf(event, event.currentTarget));
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLElement>): void => {
    if (last.current === undefined) return;
    // Browsers tell of a hand's movement once a frame; in between lies what makes a curve round.
    const between = event.getCoalescedEvents?.() ?? [];
    for (const moved of between.length > 0 ? between : [event]) draw(placeOf(moved, event.currentTarget));
  };
  const onPointerUp = (): void => {
    last.current = undefined;
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      undoDrawing();
    } else if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else {
      const [column, row] = cell.value ?? [drawnSide / 2, drawnSide / 2];
      const step = steps[event.key];
      if (step !== undefined) {
        cell.value = [within(column + step[0]), within(row + step[1])];
      } else if (event.key === " ") {
        cell.value = [column, row];
        const changed = drawing.value.slice();
        const at = row * drawnSide + column;
        changed[at] = (changed[at] as number) > 127 ? 0 : 255;
        rememberDrawing();
        setDrawing(changed);
      } else return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const at = cell.value;
  return (
    <div class="board-frame">
      <div
        class="board"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow keys itself
        tabIndex={0}
        role="application"
        aria-label="Drawing, 28 x 28 pixels"
        aria-describedby="draw-help"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerUp}
        onKeyDown={onKeyDown}
        onBlur={() => {
          cell.value = undefined;
        }}
      >
        <canvas ref={canvas} class="pixels" width={drawnSide} height={drawnSide} />
        {isBlank.value && at === undefined ? <span class="board-invitation">Draw a digit here</span> : null}
        {at === undefined ? null : (
          <span
            class="board-cell"
            aria-hidden="true"
            style={{
              left: `${(100 * at[0]) / drawnSide}%`,
              top: `${(100 * at[1]) / drawnSide}%`,
              width: `${100 / drawnSide}%`,
              height: `${100 / drawnSide}%`,
            }}
          />
        )}
      </div>
      <p class="hidden-text" aria-live="polite">
        {at === undefined
          ? ""
          : `row ${at[1] + 1}, column ${at[0] + 1}, ${(pixels[at[1] * drawnSide + at[0]] as number) > 127 ? "ink" : "empty"}`}
      </p>
    </div>
  );
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function within(place: number): number {
  return Math.min(drawnSide - 1, Math.max(0, place));
}

function placeOf({ clientX, clientY }: PointerEvent, board: HTMLElement): Place {
  const { left, top, width, height } = board.getBoundingClientRect();
  return [((clientX - left) / width) * drawnSide, ((clientY - top) / height) * drawnSide];
}
