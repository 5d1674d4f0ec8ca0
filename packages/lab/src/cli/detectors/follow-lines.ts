import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import {
  isImageShape,
  type SampleShape,
  sampleSize,
  tableOf,
} from "hourglass-core/internal/data/samples/shape.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { rowsOfTable } from "../../data/columns/rows-of-table.ts";
import { toCsvLines } from "../../data/files/csv.ts";
import { openDelimited } from "../../data/formats/delimited.ts";
import { readSamples } from "../../data/own/read-images.ts";
import { entryOf, numbersOf } from "../../data/tables/result-table.ts";
import { shortestNumber } from "../../data/tables/shortest-number.ts";
import type { Detector } from "../../detector/detector.ts";
import { tableOfNumbers } from "../../detector/reasons.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { say } from "../terminal/terminal.ts";
import { scoreColumns } from "./score-table.ts";

/** Where lines come from and go to. */
export interface Lines {
  readonly input: AsyncIterable<Uint8Array | string>;
  /** Waits where whoever reads is slower, and tells whether anybody reads on. */
  readonly write: (text: string) => Promise<boolean>;
}

/** Some of the lines, and the number of the first of them, from 1. */
interface SomeLines {
  readonly lines: readonly string[];
  readonly first: number;
}

/** Reads the samples of lines. @throws HourglassError naming the line that cannot be used */
type ReadLines = (some: SomeLines) => Promise<Samples>;

const source = "standard input";

/**
 * Scores lines as they come: those that came together are scored together. A line that cannot be used is said, and the others are
 * scored all the same; the exit code tells that there was one.
 */
export async function followLines(
  detector: Detector,
  { input, write }: Lines,
  resize: boolean,
): Promise<void> {
  const shape = detector.facts.model.sampleShape;
  const isOfImages = isImageShape(shape);
  const read = isOfImages ? imageAt(shape, resize) : rowsIn(shape);
  let isFirst = true;
  let isRead = true;
  const tell = async (text: string): Promise<void> => {
    isRead = isRead && (await write(text));
  };
  const score = async (some: SomeLines): Promise<void> => {
    for (const { samples, places } of await readable(read, some)) {
      const findings = await detector.score(samples);
      const { numbers, notes } = scoreColumns([findings]);
      if (isFirst) {
        const names = [...numbers.columns, ...notes.map(({ column }) => column)];
        await tell(toCsvLines([["line", ...names]]));
      }
      isFirst = false;
      await tell(
        toCsvLines(
          places.map((place, row) => [
            place,
            ...Array.from(numbersOf({ numbers }, row), shortestNumber),
            ...notes.map((fact) => entryOf(fact, row)),
          ]),
        ),
      );
    }
  };
  for await (const some of linesTogether(input)) {
    for (const part of isOfImages ? eachOf(some) : [some]) await score(part);
    // `... | head` has seen enough.
    if (!isRead) return;
  }
}

/** The lines of a text that comes in pieces: those that a piece completes at a time. */
async function* linesTogether(input: Lines["input"]): AsyncGenerator<SomeLines> {
  const decoder = new TextDecoder();
  let rest = "";
  let first = 1;
  for await (const piece of input) {
    const text = rest + (typeof piece === "string" ? piece : decoder.decode(piece, { stream: true }));
    const lines = text.split("\n");
    rest = lines.pop() as string;
    if (lines.length === 0) continue;
    yield { lines, first };
    first += lines.length;
  }
  if (rest !== "") yield { lines: [rest], first };
}

/** The same lines, one at a time. */
function eachOf({ lines, first }: SomeLines): readonly SomeLines[] {
  return lines.map((line, at) => ({ lines: [line], first: first + at }));
}

interface ReadableLines {
  readonly samples: Samples;
  /** The number of the line of each sample. */
  readonly places: readonly number[];
}

/** The samples of lines, together where all can be read, else of each that can. */
async function readable(read: ReadLines, some: SomeLines): Promise<readonly ReadableLines[]> {
  const { lines, first } = some;
  const places = Array.from(lines.keys(), (at) => first + at).filter((_, at) => lines[at]?.trim() !== "");
  if (places.length === 0) return [];
  try {
    const samples = await read(some);
    return samples.count === 0 ? [] : [{ samples, places: places.slice(places.length - samples.count) }];
  } catch (error) {
    if (!(error instanceof HourglassError) || error instanceof UsageError) throw error;
    if (lines.length > 1) {
      const each: ReadableLines[] = [];
      for (const one of eachOf(some)) each.push(...(await readable(read, one)));
      return each;
    }
    say(`not scored: ${error.message}`);
    process.exitCode = exitCodes.failed;
    return [];
  }
}

/** Lines of cells, the first of which may name the columns. */
function rowsIn(shape: SampleShape): ReadLines {
  const table = tableOf(shape) ?? tableOfNumbers(sampleSize(shape));
  const isPlain = tableOf(shape) === undefined;
  const said = new Set<string>();
  const onNotice = (text: string): void => {
    if (!said.has(text)) say(text);
    said.add(text);
  };
  /** The line with the names of columns; `undefined` where there is none. */
  let header: string | undefined;
  return async ({ lines, first }) => {
    let rows = lines;
    if (first === 1) {
      const [line = ""] = lines;
      if (openDelimited(new TextEncoder().encode(line), source).isNamed) {
        header = line;
        rows = lines.slice(1);
      }
    }
    if (rows.every((line) => line.trim() === "")) return noRows(table.length);
    const start = first + lines.length - rows.length;
    const text = [...(header === undefined ? [] : [header]), ...rows].join("\n");
    const lineOf = (line: number): number =>
      header === undefined ? start + line - 1 : line === 1 ? 1 : start + line - 2;
    const cells = openDelimited(new TextEncoder().encode(text), source, lineOf);
    const { samples } = await rowsOfTable(cells, table, { onNotice });
    if (!isPlain) return samples;
    const { table: _, ...plain } = samples;
    return plain;
  };
}

function noRows(columns: number): Samples {
  return { kind: "row", count: 0, columns, values: new Float32Array() };
}

/** A line that is the path of an image. */
function imageAt(shape: SampleShape, resize: boolean): ReadLines {
  return async ({ lines: [line = ""], first }) => {
    const path = line.trim();
    const found = await readSamples(path, shape, { resize });
    if (found.count === 1) return found;
    throw new HourglassError(
      `${source}, line ${first}: expected the path of one image, found ${path} with ${found.count}`,
    );
  };
}
