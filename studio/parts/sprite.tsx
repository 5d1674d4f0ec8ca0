import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

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
    const image = new ImageData(whole.width, whole.height);
    for (let picture = 0; picture < count; picture++) {
      const left = (picture % columns) * (width + apart);
      const top = Math.floor(picture / columns) * (height + apart);
      for (let pixel = 0; pixel < height * width; pixel++) {
        const from = (picture * height * width + pixel) * channels;
        const x = left + (pixel % width);
        const y = top + Math.floor(pixel / width);
        const to = 4 * (y * whole.width + x);
        for (let channel = 0; channel < 3; channel++) {
          const byte = bytes[from + Math.min(channel, channels - 1)] ?? 0;
          image.data[to + channel] = colours === undefined ? byte : (colours[3 * byte + channel] ?? 0);
        }
        image.data[to + 3] = 255;
      }
    }
    context.putImageData(image, 0, 0);
  }, [bytes, count, height, width, channels, columns, colours, whole.width, whole.height]);
  return <canvas ref={canvas} class="sprite" {...whole} role="img" aria-label={label} />;
}
