import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface PixelsProps {
  /** Row-major `[height, width, channels]` bytes; 1 or 3 channels. */
  readonly bytes: Uint8Array;
  readonly height: number;
  readonly width: number;
  readonly channels?: number;
  /** What a screen reader says; nothing where it is empty, for the words stand beside. */
  readonly label: string;
  readonly class?: string;
}

/** A picture drawn pixel by pixel; its size on the page is that of its class. */
export function Pixels({ bytes, height, width, channels = 1, label, class: name }: PixelsProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    context?.putImageData(imageData(bytes, height, width, channels), 0, 0);
  }, [bytes, height, width, channels]);
  return (
    <canvas
      ref={canvas}
      class={name === undefined ? "pixels" : `pixels ${name}`}
      {...{ height, width }}
      {...(label === "" ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
    />
  );
}

/**
 * Greys or colours, as a canvas has them.
 * @param colours red, green and blue of a byte, 3 numbers for each of 256: of one-channel pictures; greys unless given
 */
export function imageData(
  bytes: Uint8Array,
  height: number,
  width: number,
  channels: number,
  colours?: Uint8Array,
): ImageData {
  const image = new ImageData(width, height);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const byte = bytes[pixel * channels + Math.min(channel, channels - 1)] ?? 0;
      image.data[4 * pixel + channel] = colours === undefined ? byte : (colours[3 * byte + channel] ?? 0);
    }
    image.data[4 * pixel + 3] = 255;
  }
  return image;
}
