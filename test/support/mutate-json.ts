import type { Random } from "hourglass-core/internal/random/random.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Values that stand where others are expected. */
const strangers: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  -1e-300,
  2 ** 53,
  "",
  "x",
  "NaN",
  "../..",
  "a\u202eb\u001b[31m",
  "x".repeat(5000),
  [],
  [null],
  {},
  { __proto__: 1, constructor: 2 },
];

/** Where a value is: what holds it, and under which key. */
interface Place {
  readonly holder: Record<string, unknown> | unknown[];
  readonly key: string;
}

function placesIn(value: unknown, found: Place[] = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return found;
  for (const [key, inner] of Object.entries(value)) {
    found.push({ holder: value as Place["holder"], key });
    placesIn(inner, found);
  }
  return found;
}

/** Changes one value, leaves it out, has it twice, or exchanges it with another; what is JSON stays JSON. */
function change(root: unknown, random: Random): unknown {
  const places = placesIn(root);
  const at = places[random.below(Math.max(1, places.length))];
  if (at === undefined) return strangers[random.below(strangers.length)];
  const holder = at.holder as Record<string, unknown>;
  const other = places[random.below(places.length)] as Place;
  switch (random.below(6)) {
    case 0:
    case 1:
      holder[at.key] = strangers[random.below(strangers.length)];
      break;
    case 2:
      if (Array.isArray(at.holder)) at.holder.splice(Number(at.key), 1);
      else delete holder[at.key];
      break;
    case 3:
      if (Array.isArray(at.holder)) at.holder.push(structuredClone(holder[at.key]));
      else holder[`${at.key}2`] = structuredClone(holder[at.key]);
      break;
    case 4:
      holder[at.key] = structuredClone((other.holder as Record<string, unknown>)[other.key]);
      break;
    default: {
      const value = holder[at.key];
      holder[at.key] = typeof value === "number" ? -value * 10 ** random.below(5) : [value];
    }
  }
  return root;
}

/**
 * JSON with one to three of its values changed; of a file with a value a line, in one of the lines. `undefined` of bytes that are
 * no JSON.
 */
export function mutateJson(bytes: Uint8Array, random: Random): Bytes | undefined {
  const text = new TextDecoder().decode(bytes);
  const changed = changeText(text, random) ?? changeLine(text, random);
  return changed === undefined ? undefined : Uint8Array.from(new TextEncoder().encode(changed));
}

function changeText(text: string, random: Random): string | undefined {
  try {
    let root: unknown = JSON.parse(text);
    for (let count = 1 + random.below(3); count > 0; count--) root = change(root, random);
    return JSON.stringify(root);
  } catch {
    return undefined;
  }
}

function changeLine(text: string, random: Random): string | undefined {
  const lines = text.split("\n");
  const at = random.below(lines.length);
  const changed = changeText(lines[at] as string, random);
  if (changed === undefined) return undefined;
  lines[at] = changed;
  return lines.join("\n");
}

/** A file of safetensors whose header has values changed, and the length that goes with it. */
export function mutateHeader(bytes: Uint8Array, random: Random): Bytes | undefined {
  if (bytes.length < 8) return undefined;
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > bytes.length - 8) return undefined;
  const header = mutateJson(bytes.subarray(8, 8 + length), random);
  if (header === undefined) return undefined;
  const file = new Uint8Array(8 + header.length + bytes.length - 8 - length);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  file.set(bytes.subarray(8 + length), 8 + header.length);
  return file;
}
