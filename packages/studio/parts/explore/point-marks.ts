import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import { drawSample, type SampleLook } from "../sample-picture.ts";
import type { Rgb } from "./dots.ts";
import { valuesAt } from "./sample-name.ts";
import { classColor, type Theme } from "./theme.ts";

/** How points are drawn: dots, the number of their class, or the samples themselves. */
export type Mark = "dots" | "numbers" | "samples";

/** So many numbers and samples are drawn as marks: more would hide one another. */
export const drawnNumbers = 2000;
export const drawnSamples = 500;

/** A small picture that is drawn again and again. */
export interface Sprite {
  readonly picture: HTMLCanvasElement;
  /** On the page, in CSS pixels. */
  readonly size: number;
}

/** The red, green and blue of a colour of the page. */
export function rgbOf(color: string): Rgb {
  const known = colors.get(color);
  if (known !== undefined) return known;
  const [, context] = blank(1, 1);
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  colors.set(color, [red, green, blue]);
  return [red, green, blue];
}

const colors = new Map<string, Rgb>();

/** Draws each numeral and each sample once, for all the times that it is shown. */
export class Marks {
  private readonly sprites = new Map<string, Sprite>();

  /**
   * The number of a class in its colour.
   * @param ratio device pixels per CSS pixel
   */
  numeral(label: number | undefined, theme: Theme, size: number, ratio: number): Sprite {
    const color = classColor(theme, label);
    const key = [label, color, size, ratio].join();
    const known = this.sprites.get(key);
    if (known !== undefined) return known;
    const sprite = numeral(String(label ?? "·"), color, theme, size, ratio);
    this.sprites.set(key, sprite);
    return sprite;
  }

  /** A sample of the test set in the colour of its class: of an image its light. */
  sample(index: number, set: Samples, look: SampleLook, theme: Theme): Sprite {
    const color = classColor(theme, set.labels?.[index]);
    const key = `sample ${index} ${color}`;
    const known = this.sprites.get(key);
    if (known !== undefined) return known;
    const sprite = tinted(valuesAt(set, index), look, color);
    this.sprites.set(key, sprite);
    return sprite;
  }

  forget(): void {
    this.sprites.clear();
  }
}

/** A canvas that is on no page. */
function canvas(width: number, height: number): readonly [HTMLCanvasElement, CanvasRenderingContext2D] {
  const picture = Object.assign(document.createElement("canvas"), { width, height });
  const context = picture.getContext("2d");
  if (context === null) throw new TypeError("this browser draws no canvas");
  return [picture, context];
}

function blank(size: number, ratio: number): readonly [HTMLCanvasElement, CanvasRenderingContext2D] {
  const [picture, context] = canvas(Math.ceil(size * ratio), Math.ceil(size * ratio));
  context.scale(ratio, ratio);
  return [picture, context];
}

function numeral(text: string, color: string, { paper }: Theme, size: number, ratio: number): Sprite {
  const [picture, context] = blank(size, ratio);
  context.font = `700 ${size * 0.82}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 2;
  context.strokeStyle = paper;
  context.lineJoin = "round";
  context.strokeText(text, size / 2, size / 2);
  context.fillStyle = color;
  context.fillText(text, size / 2, size / 2);
  return { picture, size };
}

const sampleSide = 22;

function tinted(values: SampleValues, look: SampleLook, color: string): Sprite {
  const { shape } = look;
  if (!isImageShape(shape)) {
    const [picture, context] = blank(sampleSide, 2);
    drawSample(context, values, look, { left: 0, top: 0, width: sampleSide, height: sampleSide }, color);
    return { picture, size: sampleSide };
  }
  const { height, width, channels } = shape;
  const [picture, context] = canvas(width, height);
  const rgb = rgbOf(color);
  const pixels = context.createImageData(width, height);
  for (let pixel = 0; pixel < height * width; pixel++) {
    pixels.data.set([...rgb, values[pixel * channels] ?? 0], 4 * pixel);
  }
  context.putImageData(pixels, 0, 0);
  return { picture, size: sampleSide };
}
