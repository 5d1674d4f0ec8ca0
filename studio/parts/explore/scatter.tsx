import { effect, useSignal } from "@preact/signals";
import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent, TargetedWheelEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { counted } from "../../../src/words.ts";
import {
  decoded,
  decodeFrom,
  hiddenClasses,
  latentSize,
  lookAt,
  looked,
  place,
  plane,
  setWalkEnd,
  testSet,
  walkEnds,
} from "../../state/exploration.ts";
import { Pixels } from "../pixels.tsx";
import { Legend } from "./legend.tsx";
import { imageName, pictureSize } from "./picture-size.ts";
import type { Mark } from "./point-marks.ts";
import { ScatterCanvas } from "./scatter-canvas.ts";
import { theme } from "./theme.ts";
import { useSeen } from "./use-seen.ts";

/** So near, in pixels, a point is under the cursor; so far a press may move and still be a click. */
const [reach, still] = [22, 5];
const marks: readonly Mark[] = ["dots", "numbers", "images"];

interface Press {
  readonly from: readonly [number, number];
  readonly moves: boolean;
  isClick: boolean;
}

/** The test set's codes in their plane: look at images, decode any point. */
export function Scatter({ classNames }: { readonly classNames: readonly string[] }): JSX.Element {
  const seen = useSeen<HTMLDivElement>("plane");
  const ground = useRef<HTMLCanvasElement>(null);
  const middle = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const canvas = useRef<ScatterCanvas>(null);
  const pointers = useRef(new Map<number, readonly [number, number]>());
  const press = useRef<Press>(undefined);
  const mark = useSignal<Mark>("dots");
  const drag = useSignal<"decode" | "move">("decode");
  const cursor = useSignal<readonly [number, number] | undefined>(undefined);
  const held = useSignal<readonly [number, number] | undefined>(undefined);

  useEffect(() => {
    if (ground.current === null || middle.current === null || above.current === null) return;
    const drawn = new ScatterCanvas([ground.current, middle.current, above.current]);
    canvas.current = drawn;
    const frame = above.current.parentElement as HTMLElement;
    const resize = (): void =>
      drawn.resize(frame.clientWidth, frame.clientHeight, Math.min(3, devicePixelRatio));
    const observer = new ResizeObserver(resize);
    observer.observe(frame);
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const ends = [
      effect(() => drawn.show(plane.value, !calm.matches)),
      effect(() => {
        if (theme.value === undefined || testSet.value === undefined) return;
        drawn.paint({
          theme: theme.value,
          mark: mark.value,
          hidden: hiddenClasses.value,
          images: testSet.value,
        });
      }),
      effect(() =>
        drawn.highlight({
          ...(looked.value === undefined ? {} : { looked: looked.value }),
          ...(place.value === undefined ? {} : { place: place.value }),
          ...(walkEnds.value === undefined ? {} : { ends: walkEnds.value }),
          ...(cursor.value === undefined ? {} : { cursor: cursor.value }),
        }),
      ),
    ];
    return () => {
      for (const end of ends) end();
      observer.disconnect();
      drawn.end();
    };
  }, [mark, cursor]);

  const decodeAt = (x: number, y: number): void => {
    const drawn = canvas.current;
    if (drawn === null || plane.value === undefined) return;
    const [across, up] = drawn.planeAt(x, y);
    held.value = [x, y];
    decodeFrom({ kind: "point", x: across, y: up });
  };
  const lookNear = (x: number, y: number, within: number): void => {
    const nearest = canvas.current?.nearest(x, y);
    if (nearest !== undefined && nearest.distance <= within) lookAt(nearest.index);
  };

  const onPointerDown = (event: TargetedPointerEvent<HTMLElement>): void => {
    const at = placeOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, at);
    cursor.value = undefined;
    if (pointers.current.size > 1) {
      // A second finger: both move and zoom the picture.
      press.current = undefined;
      held.value = undefined;
      return;
    }
    const moves = drag.value === "move" || event.button !== 0 || event.shiftKey;
    press.current = { from: at, moves, isClick: true };
    if (!moves) decodeAt(...at);
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLElement>): void => {
    const at = placeOf(event);
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) {
      lookNear(...at, reach);
      return;
    }
    if (pointers.current.size === 2) pinch(event.pointerId, before, at);
    pointers.current.set(event.pointerId, at);
    const pressed = press.current;
    if (pressed === undefined) return;
    if (Math.hypot(at[0] - pressed.from[0], at[1] - pressed.from[1]) > still) pressed.isClick = false;
    if (pressed.moves) canvas.current?.move(at[0] - before[0], at[1] - before[1]);
    else {
      decodeAt(...at);
      lookNear(...at, reach);
    }
  };
  const pinch = (moved: number, before: readonly [number, number], at: readonly [number, number]): void => {
    const other = [...pointers.current].find(([id]) => id !== moved)?.[1];
    if (other === undefined) return;
    const [wasApart, isApart] = [before, at].map(([x, y]) => Math.hypot(x - other[0], y - other[1]));
    const middle = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2] as const;
    canvas.current?.move((at[0] - before[0]) / 2, (at[1] - before[1]) / 2);
    canvas.current?.zoom((isApart ?? 1) / Math.max(1, wasApart ?? 1), ...middle);
  };
  const onPointerUp = (event: TargetedPointerEvent<HTMLElement>): void => {
    pointers.current.delete(event.pointerId);
    const pressed = press.current;
    press.current = undefined;
    held.value = undefined;
    if (pressed?.isClick === true) lookNear(...pressed.from, reach);
  };
  const onWheel = (event: TargetedWheelEvent<HTMLElement>): void => {
    // Without the focus, or a key held, the wheel goes on scrolling the page.
    if (!event.ctrlKey && !event.metaKey && document.activeElement !== event.currentTarget) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const factor = Math.exp(-event.deltaY * lines * 0.0018);
    canvas.current?.zoom(factor, event.clientX - left, event.clientY - top);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const drawn = canvas.current;
    if (drawn === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const { left, top, width, height } = drawn.area;
    const step = event.shiftKey ? 40 : 10;
    const moved = arrows[event.key];
    const [x, y] = cursor.value ?? [left + width / 2, top + height / 2];
    if (moved !== undefined) {
      const to = [
        Math.min(left + width, Math.max(left, x + moved[0] * step)),
        Math.min(top + height, Math.max(top, y + moved[1] * step)),
      ] as const;
      cursor.value = to;
      lookNear(...to, Number.POSITIVE_INFINITY);
    } else if (event.key === "Enter" || event.key === " ") {
      cursor.value = [x, y];
      decodeAt(x, y);
      held.value = undefined;
    } else if (event.key === "+" || event.key === "=") drawn.zoom(1.4, x, y);
    else if (event.key === "-") drawn.zoom(1 / 1.4, x, y);
    else if (event.key === "0") drawn.reset();
    else return;
    // Keys that the picture understands do nothing else on the page.
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = plane.value;
  const set = testSet.value;
  const picture = decoded.value?.image;
  const at = held.value;
  return (
    <div class="scatter" ref={seen}>
      <div class="scatter-frame">
        <div
          class={`scatter-cursor scatter-cursor-${drag.value}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow keys itself
          tabIndex={0}
          role="application"
          aria-label={`Scatter of ${counted(shown?.count ?? 0, "test image")} by their codes`}
          aria-describedby="scatter-help scatter-share"
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={onPointerUp}
          onContextMenu={(event) => event.preventDefault()}
          onWheel={onWheel}
          onKeyDown={onKeyDown}
          onBlur={() => {
            cursor.value = undefined;
          }}
        >
          <canvas ref={ground} />
          <canvas ref={middle} />
          <canvas ref={above} />
        </div>
        {at === undefined || picture === undefined || set === undefined ? null : (
          <figure class="scatter-finger" style={besides(at, canvas.current)}>
            <Pixels bytes={picture} {...pictureSize(set)} label="the decoding of this point" />
          </figure>
        )}
      </div>
      <div class="scatter-tools">
        {/* biome-ignore lint/a11y/useSemanticElements: a line of buttons */}
        <div class="buttons" role="group" aria-label="Zoom">
          <button type="button" aria-label="Zoom in" onClick={() => canvas.current?.zoom(1.5)}>
            +
          </button>
          <button type="button" aria-label="Zoom out" onClick={() => canvas.current?.zoom(1 / 1.5)}>
            −
          </button>
          <button type="button" onClick={() => canvas.current?.reset()}>
            Fit
          </button>
        </div>
        <label>
          <span>Drag to</span>
          <select
            value={drag.value}
            onChange={({ currentTarget }) => {
              drag.value = currentTarget.value as "decode" | "move";
            }}
          >
            <option value="decode">decode</option>
            <option value="move">move the picture</option>
          </select>
        </label>
        <label>
          <span>Show images as</span>
          <select
            value={mark.value}
            onChange={({ currentTarget }) => {
              mark.value = currentTarget.value as Mark;
            }}
          >
            {marks.map((one) => (
              <option key={one} value={one} disabled={one === "numbers" && classNames.length === 0}>
                {one === "numbers"
                  ? "numbers of their class (2,000)"
                  : one === "images"
                    ? "themselves (500)"
                    : one}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Legend classNames={classNames} />
      <p id="scatter-share" class="soft">
        {shareInWords(latentSize.value)}
      </p>
      <p id="scatter-help" class="hint">
        Point at an image to see it; press and drag anywhere to decode that point. Once clicked, the wheel
        zooms; two fingers do too. Keys: arrows move a cursor, Enter decodes, + − 0 zoom.
      </p>
      <p class="hidden-text" aria-live="polite">
        {cursor.value === undefined || looked.value === undefined
          ? ""
          : `nearest: ${imageName(looked.value, classNames)}`}
      </p>
    </div>
  );
}

/** Buttons that give the image under the cursor to other sections. */
export function LookedTools({ index }: { readonly index: number }): JSX.Element {
  return (
    <div class="buttons">
      <button type="button" onClick={() => decodeFrom({ kind: "image", index })}>
        Take its code
      </button>
      <button type="button" onClick={() => setWalkEnd(0, index)}>
        Walk from it
      </button>
      <button type="button" onClick={() => setWalkEnd(1, index)}>
        Walk to it
      </button>
    </div>
  );
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function placeOf({
  currentTarget,
  clientX,
  clientY,
}: TargetedPointerEvent<HTMLElement>): readonly [number, number] {
  const { left, top } = currentTarget.getBoundingClientRect();
  return [clientX - left, clientY - top];
}

/** The side of the picture that follows the finger, and how far above the finger it is seen, in pixels. */
const [fingerSide, fingerAbove] = [112, 26];

/** Where that picture lies: above the finger, or below near the upper edge; always within the frame. */
function besides(
  [x, y]: readonly [number, number],
  canvas: ScatterCanvas | null,
): { readonly left: string; readonly top: string } {
  const { left, width } = canvas?.area ?? { left: 0, width: 0 };
  const isAbove = y > fingerSide + fingerAbove;
  return {
    left: `${Math.max(0, Math.min(left + width - fingerSide, x - fingerSide / 2))}px`,
    top: `${isAbove ? y - fingerSide - fingerAbove : y + fingerAbove}px`,
  };
}

function shareInWords(size: number): string {
  const shown = plane.value;
  if (shown === undefined) return "";
  const images = counted(shown.count, "test image");
  if (shown.axes === "the code's only value") {
    return `${images}. The code is one value; the lanes only keep classes apart.`;
  }
  if (shown.axes === "the code's two values") return `${images}. The code has two values: this is all of it.`;
  const percent = Math.round(100 * shown.share);
  return `${images}. These two directions hold ${percent} % of the variance of the code's ${counted(size, "value")}; the rest is not seen here.`;
}
