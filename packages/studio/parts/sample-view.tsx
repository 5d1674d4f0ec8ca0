import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { isImageShape, type SampleShape, sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { theme } from "../state/theme.ts";
import { imageData } from "./pixel-data.ts";
import { drawingSize, drawSample, type SampleLook, sampleAt } from "./sample-picture.ts";

interface SampleViewProps {
  /** `[sampleSize]`, or `[count, sampleSize]` for a sheet of several. */
  readonly values: SampleValues;
  readonly look: SampleLook;
  /** Samples side by side; 1 unless given. */
  readonly columns?: number;
  /** Pixels between two samples, through which one sees; 0 unless given. */
  readonly apart?: number;
  /** Red, green and blue of a byte, 3 numbers for each of 256: of one-channel pictures; greys unless given. */
  readonly colours?: Uint8Array;
  /** What a screen reader says; nothing where it is empty, for the words stand beside. */
  readonly label: string;
  readonly class?: string;
}

/** Samples on a canvas, in rows; its size on the page is that of its class. */
export function SampleView(props: SampleViewProps): JSX.Element {
  const { values, look, columns = 1, apart = 0, colours, label, class: name } = props;
  const { shape, statistics } = look;
  const canvas = useRef<HTMLCanvasElement>(null);
  const count = sampleCount(values, shape);
  const one = drawingSize(shape, count);
  const whole = sheetSize(shape, count, columns, apart);
  // Pictures have colours of their own.
  const looks = isImageShape(shape) ? undefined : theme.value;
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined) return;
    context.clearRect(0, 0, whole.width, whole.height);
    for (let at = 0; at < count; at++) {
      const left = (at % columns) * (one.width + apart);
      const top = Math.floor(at / columns) * (one.height + apart);
      const sample = sampleAt(values, look, at);
      if (colours !== undefined && isImageShape(shape)) {
        const { height, width, channels } = shape;
        context.putImageData(imageData(sample as Uint8Array, height, width, channels, colours), left, top);
      } else drawSample(context, sample, look, { left, top, ...one });
    }
  }, [values, shape, statistics, columns, apart, colours, looks, whole.width, whole.height]);
  return (
    <canvas
      ref={canvas}
      class={[isImageShape(shape) ? "pixels" : "pixels drawn-sample", name].filter(Boolean).join(" ")}
      {...whole}
      {...(label === "" ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
    />
  );
}

/** Pixels of a canvas with so many samples in rows of `columns`, so many pixels apart. */
export function sheetSize(
  shape: SampleShape,
  count: number,
  columns: number,
  apart = 0,
): { readonly width: number; readonly height: number } {
  const one = drawingSize(shape, count);
  return {
    width: Math.max(1, columns * (one.width + apart) - apart),
    height: Math.max(1, Math.ceil(count / columns) * (one.height + apart) - apart),
  };
}

/** How many samples these are. */
function sampleCount(values: SampleValues, shape: SampleShape): number {
  return values.length / sampleSize(shape);
}
