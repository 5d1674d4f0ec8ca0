import { type Signal, useSignal } from "@preact/signals";
import type {
  HTMLAttributes,
  RefObject,
  TargetedKeyboardEvent,
  TargetedPointerEvent,
  TargetedWheelEvent,
} from "preact";
import { useRef } from "preact/hooks";
import { plane } from "../../state/exploration.ts";
import { decodeFrom, lookAt } from "../../state/explore.ts";
import type { ScatterCanvas } from "./scatter-canvas.ts";

/** So near, in pixels, a point is under the cursor; so far a press may move and still be a click. */
const [reach, still] = [22, 5];

interface Press {
  readonly from: readonly [number, number];
  readonly moves: boolean;
  isClick: boolean;
}

/** What a press on the scatter does when it moves. */
export type Drag = "decode" | "move";

export interface ScatterHand {
  readonly drag: Signal<Drag>;
  /** The cursor that the arrow keys move, in pixels. */
  readonly cursor: Signal<readonly [number, number] | undefined>;
  /** Where a finger or a button is pressed to decode, in pixels. */
  readonly held: Signal<readonly [number, number] | undefined>;
  /** For the element that is pressed and has the focus. */
  readonly handlers: HTMLAttributes<HTMLDivElement>;
}

/** What pointers, the wheel and keys do on a scatter: look at samples, decode points, move and zoom the picture. */
export function useScatterHand(canvas: RefObject<ScatterCanvas | null>): ScatterHand {
  const pointers = useRef(new Map<number, readonly [number, number]>());
  const press = useRef<Press>(undefined);
  const drag = useSignal<Drag>("decode");
  const cursor = useSignal<readonly [number, number] | undefined>(undefined);
  const held = useSignal<readonly [number, number] | undefined>(undefined);

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

  const handlers: ScatterHand["handlers"] = {
    ...{ onPointerDown, onPointerMove, onPointerUp, onWheel, onKeyDown },
    onPointerCancel: onPointerUp,
    onContextMenu: (event) => event.preventDefault(),
    onBlur: () => {
      cursor.value = undefined;
    },
  };
  return { drag, cursor, held, handlers };
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
