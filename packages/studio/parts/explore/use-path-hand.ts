import type { RefObject } from "preact";
import { useRef } from "preact/hooks";
import type { ScatterCanvas } from "./scatter-canvas.ts";

/** Pixels that a hand goes from one point of a path to the next. */
const apart = 4;

/** Draws a path on a map: pressed and drawn, or from one pressed place to the next. */
export interface PathHand {
  begin(x: number, y: number): void;
  go(x: number, y: number): void;
  /** @param isTap whether the hand has gone nowhere: its place is an end, and the next one pressed the other */
  end(isTap: boolean): void;
  /** Begins at a place, or ends there. */
  press(x: number, y: number): void;
  giveUp(): void;
  isBegun(): boolean;
}

/**
 * What a hand draws on a map, places in pixels.
 * @param draw told of the path as it grows, `[N, 2]` in units of the plane
 */
export function usePathHand(
  canvas: RefObject<ScatterCanvas | null>,
  draw: (points: Float32Array) => void,
): PathHand {
  /** The points so far, in units of the plane. */
  const points = useRef<number[]>([]);
  const last = useRef<readonly [number, number]>(undefined);
  /** Whether the first end waits for the other. */
  const waits = useRef(false);

  const add = (x: number, y: number): void => {
    const drawn = canvas.current;
    if (drawn === null) return;
    points.current.push(...drawn.planeAt(x, y));
    last.current = [x, y];
  };
  const tell = (): void => draw(Float32Array.from(points.current));
  const close = (): void => {
    waits.current = false;
    tell();
  };
  const begin = (x: number, y: number): void => {
    if (!waits.current) points.current = [];
    add(x, y);
    tell();
  };
  const end = (isTap: boolean): void => {
    if (points.current.length === 0) return;
    if (isTap && points.current.length === 2) {
      waits.current = true;
      tell();
    } else close();
  };
  return {
    begin,
    end,
    go: (x, y) => {
      const [beforeX, beforeY] = last.current ?? [x, y];
      if (points.current.length === 0 || Math.hypot(x - beforeX, y - beforeY) < apart) return;
      add(x, y);
      tell();
    },
    press: (x, y) => {
      begin(x, y);
      end(true);
    },
    giveUp: () => {
      if (!waits.current && points.current.length === 0) return;
      points.current = [];
      close();
    },
    isBegun: () => waits.current,
  };
}
