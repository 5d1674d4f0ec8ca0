import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import type {
  HTMLAttributes,
  RefObject,
  TargetedKeyboardEvent,
  TargetedPointerEvent,
  TargetedTouchEvent,
  TargetedWheelEvent,
} from "preact";
import { useEffect, useRef } from "preact/hooks";
import { lookAt } from "../../state/explore.ts";
import { noteHand } from "../../state/hand.ts";
import type { MapTool } from "../../state/map.ts";
import type { ScatterCanvas } from "./scatter-canvas.ts";
import { usePathHand } from "./use-path-hand.ts";

/** So near, in pixels, a point is under the cursor; so far a press may move and still be a click. */
const [reach, still] = [22, 5];
/** Milliseconds after which a finger that rests holds the map: before that it may be about to scroll the page. */
const holdsAfter = 320;

interface Press {
  readonly from: readonly [number, number];
  readonly moves: boolean;
  isClick: boolean;
  /** Whether it acts on the map; a finger does so once it has rested, or gone sideways, where the page does not scroll. */
  isHeld: boolean;
}

/** What a hand works on. Places are in the units of the plane. */
export interface MapTarget {
  readonly tool: ReadonlySignal<MapTool>;
  /** Whether places stand for codes; else a press looks at the nearest sample. */
  readonly isDecodable: ReadonlySignal<boolean>;
  decode(x: number, y: number): void;
  /** Told of the place under the pointer or the cursor; of none when it has gone. */
  point(at: readonly [number, number] | undefined): void;
  /** Told of a path as it is drawn, `[N, 2]`. */
  draw(points: Float32Array): void;
}

export interface ScatterHand {
  /** The cursor that the arrow keys move, in pixels. */
  readonly cursor: Signal<readonly [number, number] | undefined>;
  /** Where the pointer is, in pixels, and whether it presses. */
  readonly pointer: Signal<
    { readonly at: readonly [number, number]; readonly isPressed: boolean } | undefined
  >;
  /** For the element that is pressed and has the focus. */
  readonly handlers: HTMLAttributes<HTMLDivElement>;
}

/** What pointers, the wheel and keys do on a map: look at samples, decode places, draw paths, move and zoom the picture. */
export function useScatterHand(canvas: RefObject<ScatterCanvas | null>, target: MapTarget): ScatterHand {
  const pointers = useRef(new Map<number, readonly [number, number]>());
  const press = useRef<Press>(undefined);
  const holds = useRef<ReturnType<typeof setTimeout>>(undefined);
  const cursor: ScatterHand["cursor"] = useSignal(undefined);
  const pointer: ScatterHand["pointer"] = useSignal(undefined);
  const path = usePathHand(canvas, target.draw);
  useEffect(() => () => clearTimeout(holds.current), []);

  const decodeAt = (x: number, y: number): void => {
    const drawn = canvas.current;
    if (drawn === null) return;
    if (target.isDecodable.value) target.decode(...drawn.planeAt(x, y));
    else lookNear(x, y, Number.POSITIVE_INFINITY);
  };
  const lookNear = (x: number, y: number, within: number): void => {
    const nearest = canvas.current?.nearest(x, y);
    if (nearest !== undefined && nearest.distance <= within) lookAt(nearest.index);
  };
  const pointAt = (at: readonly [number, number] | undefined, isPressed: boolean): void => {
    pointer.value = at && { at, isPressed };
    const drawn = canvas.current;
    if (at !== undefined) noteHand();
    target.point(at === undefined || drawn === null ? undefined : drawn.planeAt(...at));
    if (at !== undefined && !target.isDecodable.value) lookNear(...at, Number.POSITIVE_INFINITY);
  };
  const hold = (at: readonly [number, number]): void => {
    const pressed = press.current;
    if (pressed === undefined || pressed.isHeld) return;
    pressed.isHeld = true;
    if (pressed.moves) return;
    if (target.tool.value === "walk") path.begin(...at);
    else {
      pointAt(at, true);
      decodeAt(...at);
    }
  };

  const onPointerDown = (event: TargetedPointerEvent<HTMLElement>): void => {
    const at = placeOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    pointers.current.set(event.pointerId, at);
    cursor.value = undefined;
    clearTimeout(holds.current);
    if (pointers.current.size > 1) {
      // A second finger: both move and zoom the picture.
      press.current = undefined;
      path.giveUp();
      pointAt(undefined, false);
      return;
    }
    const moves = target.tool.value === "move" || event.button !== 0 || event.shiftKey;
    press.current = { from: at, moves, isClick: true, isHeld: false };
    if (event.pointerType !== "touch" || target.tool.value !== "decode") hold(at);
    else holds.current = setTimeout(() => hold(at), holdsAfter);
  };
  const onPointerMove = (event: TargetedPointerEvent<HTMLElement>): void => {
    const at = placeOf(event);
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) {
      lookNear(...at, reach);
      pointAt(at, false);
      return;
    }
    if (pointers.current.size === 2) pinch(event.pointerId, before, at);
    pointers.current.set(event.pointerId, at);
    const pressed = press.current;
    if (pressed === undefined) return;
    const [across, down] = [Math.abs(at[0] - pressed.from[0]), Math.abs(at[1] - pressed.from[1])];
    if (Math.hypot(across, down) > still) {
      pressed.isClick = false;
      // Upwards or downwards a finger scrolls the page.
      if (across > down) hold(at);
      else clearTimeout(holds.current);
    }
    if (!pressed.isHeld) return;
    if (pressed.moves) canvas.current?.move(at[0] - before[0], at[1] - before[1]);
    else if (target.tool.value === "walk") path.go(...at);
    else {
      pointAt(at, true);
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
    clearTimeout(holds.current);
    pointers.current.delete(event.pointerId);
    const pressed = press.current;
    press.current = undefined;
    if (pressed === undefined) return;
    const isTap = pressed.isClick && event.type === "pointerup";
    if (isTap && !pressed.isHeld && !pressed.moves) decodeAt(...pressed.from);
    if (!pressed.moves && target.tool.value === "walk") path.end(isTap);
    else if (isTap) lookNear(...pressed.from, reach);
    // A finger that has gone points at nothing; a mouse stays where it is.
    pointAt(event.pointerType === "mouse" && isTap ? pressed.from : undefined, false);
  };
  const onTouchMove = (event: TargetedTouchEvent<HTMLElement>): void => {
    // What holds the map does not scroll the page.
    if (press.current?.isHeld === true && event.cancelable) event.preventDefault();
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
      pointAt(to, false);
    } else if (event.key === "Enter" || event.key === " ") {
      cursor.value = [x, y];
      if (target.tool.value === "walk") path.press(x, y);
      else decodeAt(x, y);
    } else if (event.key === "Escape" && path.isBegun()) path.giveUp();
    else if (event.key === "+" || event.key === "=") drawn.zoom(1.4, x, y);
    else if (event.key === "-") drawn.zoom(1 / 1.4, x, y);
    else if (event.key === "0") drawn.reset();
    else return;
    // Keys that the picture understands do nothing else on the page.
    event.preventDefault();
    event.stopPropagation();
  };

  const handlers: ScatterHand["handlers"] = {
    ...{ onPointerDown, onPointerMove, onPointerUp, onTouchMove, onWheel, onKeyDown },
    onPointerCancel: onPointerUp,
    onPointerLeave: () => {
      if (pointers.current.size === 0) pointAt(undefined, false);
    },
    onContextMenu: (event) => event.preventDefault(),
    onBlur: () => {
      if (cursor.value !== undefined) pointAt(undefined, false);
      cursor.value = undefined;
    },
  };
  return { cursor, pointer, handlers };
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
