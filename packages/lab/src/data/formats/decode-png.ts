import { colourTypes, damagedPng, type PngContent, type PngHeader, readPngContent } from "./png-chunks.ts";
import { readScanlines } from "./png-scanlines.ts";
import type { Picture } from "./scale-image.ts";

/**
 * Decodes a PNG file to 8 bits, gray (one channel) or RGB (three). 16 bits are rounded to 8; an alpha channel is
 * composed over black, the background of MNIST and the value 0 to a model; a palette is gray where all of its
 * pixels are. Colour profiles are not applied. Of an animation the first picture is taken.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export function decodePng(bytes: Uint8Array, file: string): Picture {
  const content = readPngContent(bytes, file);
  return content.palette === undefined
    ? decodeColours(content, file)
    : decodeIndices(content, content.palette, file);
}

function decodeColours(content: PngContent, file: string): Picture {
  const { header } = content;
  const { height, width, depth, colourType } = header;
  const { samples } = colourTypes[colourType];
  const channels = samples < 3 ? 1 : 3;
  const hasAlpha = samples > channels;
  const pixels = new Uint8Array(height * width * channels);
  const opaque = 2 ** depth - 1;
  const transparent = transparentColour(content);
  const sample = sampler(header);
  readScanlines(content, file, (line) => {
    const start = (line.y * width + line.x) * channels;
    if (depth === 8 && !hasAlpha && transparent === undefined && line.step === 1) {
      pixels.set(line.bytes, start);
      return;
    }
    for (let pixel = 0; pixel < line.width; pixel++) {
      const from = pixel * samples;
      const to = start + pixel * line.step * channels;
      if (transparent?.every((value, channel) => value === sample(line.bytes, from + channel))) continue;
      const alpha = hasAlpha ? sample(line.bytes, from + channels) / opaque : 1;
      for (let channel = 0; channel < channels; channel++) {
        pixels[to + channel] = Math.round((sample(line.bytes, from + channel) * alpha * 255) / opaque);
      }
    }
  });
  return { height, width, channels, pixels };
}

/** Instead of an alpha channel, one colour may be declared transparent; of its two bytes a sample, the lowest bits count. */
function transparentColour({ header, transparency }: PngContent): readonly number[] | undefined {
  if (transparency === undefined) return undefined;
  const mask = 2 ** header.depth - 1;
  return Array.from(
    { length: transparency.length / 2 },
    (_, channel) => ((transparency[2 * channel]! << 8) | transparency[2 * channel + 1]!) & mask,
  );
}

function decodeIndices(content: PngContent, palette: Uint8Array, file: string): Picture {
  const { height, width } = content.header;
  const indices = new Uint8Array(height * width);
  const used = new Uint8Array(256);
  const sample = sampler(content.header);
  readScanlines(content, file, (line) => {
    for (let pixel = 0; pixel < line.width; pixel++) {
      const index = sample(line.bytes, pixel);
      indices[line.y * width + line.x + pixel * line.step] = index;
      used[index] = 1;
    }
  });
  const last = used.lastIndexOf(1);
  if (3 * last >= palette.length) {
    throw damagedPng(file, `a pixel has the colour ${last} of a palette of ${palette.length / 3}`);
  }
  const colours = palette.map((value, at) => {
    const alpha = content.transparency?.[Math.floor(at / 3)] ?? 255;
    return Math.round((value * alpha) / 255);
  });
  const isGray = used.every(
    (isUsed, index) =>
      isUsed === 0 ||
      (colours[3 * index] === colours[3 * index + 1] && colours[3 * index] === colours[3 * index + 2]),
  );
  const channels = isGray ? 1 : 3;
  const pixels = new Uint8Array(indices.length * channels);
  for (let pixel = 0; pixel < indices.length; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      pixels[pixel * channels + channel] = colours[3 * indices[pixel]! + channel]!;
    }
  }
  return { height, width, channels, pixels };
}

/** Reads the sample at an index of a row, whatever number of bits it has. */
function sampler({ depth }: PngHeader): (line: Uint8Array, index: number) => number {
  if (depth === 8) return (line, index) => line[index]!;
  if (depth === 16) return (line, index) => (line[2 * index]! << 8) | line[2 * index + 1]!;
  const mask = 2 ** depth - 1;
  return (line, index) => (line[(index * depth) >> 3]! >> (8 - depth - ((index * depth) & 7))) & mask;
}
