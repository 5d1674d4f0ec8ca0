import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { imageData } from "./pixel-canvas.tsx";

interface SpriteProps {
  /** `[count, height, width, channels]` bytes; 1 or 3 channels. */
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels?: number;
  readonly columns: number;
  /** What a screen reader says. */
  readonly label: string;
  /** Red, green and blue of a byte, 3 numbers for each of 256: of one-channel pictures; greys unless given. */
  readonly colours?: Uint8Array;
}

/** Pixels between two pictures, of the pictures' own. */
const apart = 1;

/** Many pictures on one canvas, pixel by pixel, row by row; between them one sees through. */
export function Sprite({
  bytes,
  count,
  height,
  width,
  channels = 1,
  columns,
  label,
  colours,
}: SpriteProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const rows = Math.ceil(count / columns);
  const whole = { width: columns * (width + apart) - apart, height: rows * (height + apart) - apart };
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined || count === 0) return;
    context.clearRect(0, 0, whole.width, whole.height);
    const size = height * width * channels;
    for (let picture = 0; picture < count; picture++) {
      const one = bytes.subarray(picture * size, (picture + 1) * size);
      const left = (picture % columns) * (width + apart);
      const top = Math.floor(picture / columns) * (height + apart);
      context.putImageData(imageData(one, height, width, channels, colours), left, top);
    }
  }, [bytes, count, height, width, channels, columns, colours, whole.width, whole.height]);
  return <canvas ref={canvas} class="sprite" {...whole} role="img" aria-label={label} />;
}
