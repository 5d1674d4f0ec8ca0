import { basename } from "node:path";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { readUncompressed } from "hourglass-core/internal/files/read-file.ts";
import { showValue, visible } from "hourglass-core/internal/validation.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { lines as linesOf } from "../formats/delimited.ts";
import { longestClassName } from "./array-labels.ts";
import type { OwnData, OwnPart } from "./own-data.ts";
import { describeNames } from "./source-folder.ts";

/** The classes of samples as a CSV file says them. */
export interface LabelsFile {
  /** Its path, for messages. */
  readonly path: string;
  /** SHA-256 (hex) of its uncompressed bytes. */
  readonly sha256: string;
  /** What a line names its sample by: the file within the folder of the data, or its row. */
  readonly key: "file" | "index";
  readonly lines: ReadonlyMap<string, LabelLine>;
}

interface LabelLine {
  readonly className: string;
  /** From 1, the header's. */
  readonly line: number;
}

/** What samples are called, part by part, in the order of the data: the training part first. */
export interface NamedParts {
  /** The folder or file of the data, for messages. */
  readonly source: string;
  readonly parts: readonly { readonly count: number; readonly files?: readonly string[] | undefined }[];
}

/** More than the lines of ten million images. */
const largestFile = 2 ** 30;

/**
 * Reads a CSV file (RFC 4180, packed by gzip or not) with the header `file,label` or `index,label` and a line a sample.
 * @throws HourglassError naming the file and the line, what was expected and what was found
 */
export async function readLabels(path: string, signal?: AbortSignal): Promise<LabelsFile> {
  const { bytes, sha256 } = await readUncompressed(path, { maximumBytes: largestFile, signal });
  const [header, ...rows] = Array.from(linesOf(bytes, path, ","), ({ cells, line }) => ({
    cells: cells.map((cell) => cell.trim()),
    line,
  }));
  const found = header?.cells.join(",") ?? "";
  const key = (["file", "index"] as const).find((name) => found === `${name},label`);
  if (key === undefined) {
    throw new HourglassError(
      `${path}, line ${header?.line ?? 1}: expected the header file,label or index,label, found ${found === "" ? "nothing" : showValue(found)}`,
    );
  }
  const lines = new Map<string, LabelLine>();
  for (const { cells, line } of rows) {
    const [given = "", className = ""] = cells;
    const where = `${path}, line ${line}`;
    if (cells.length !== 2 || given === "") {
      throw new HourglassError(
        `${where}: expected ${words[key]} and a class, found ${showValue(cells.join(","))}`,
      );
    }
    if (key === "index" && !/^(0|[1-9]\d{0,14})$/.test(given)) {
      throw new HourglassError(
        `${where}: expected ${words[key]}, a whole number from 0, found ${showValue(given)}`,
      );
    }
    if (className === "" || className.length > longestClassName) {
      throw new HourglassError(
        `${where}: expected a class of 1 to ${longestClassName} characters, found ${showValue(className)}; leave out images that have none from the data, too`,
      );
    }
    const name = given.replace(/^\.\//, "");
    const before = lines.get(name);
    if (before !== undefined) {
      throw new HourglassError(
        `${where}: expected each ${key} once, found ${visible(name)} again, as on line ${before.line}; remove one of them`,
      );
    }
    lines.set(name, { className, line });
  }
  return { path, sha256, key, lines };
}

const words = { file: "a file", index: "a row" } as const;

/**
 * The name of the class of every sample, part by part.
 * @throws HourglassError where a sample has no label, or a label no sample
 */
export function classesOfParts(
  labels: LabelsFile,
  { source, parts }: NamedParts,
): readonly (readonly string[])[] {
  const { path, key, lines } = labels;
  if (key === "file" && parts.some(({ files }) => files === undefined)) {
    throw new HourglassError(
      `${path}, line 1: expected the header index,label, since the samples of ${source} have no files of their own, found file,label`,
    );
  }
  let start = 0;
  const names = parts.map(({ count, files }) => {
    const first = start;
    start += count;
    return key === "file" ? (files ?? []) : Array.from({ length: count }, (_, at) => String(first + at));
  });
  const all = new Set(names.flat());
  const strange = [...lines].find(([name]) => !all.has(name));
  if (strange !== undefined) {
    const [name, { line }] = strange;
    throw new HourglassError(
      `${path}, line ${line}: expected ${words[key]} of ${source}, which has ${counted(all.size, "sample")}` +
        `${key === "file" ? ` such as ${describeNames([...all].slice(0, 1))}` : " from 0"}, found ${visible(name)}`,
    );
  }
  const lacking = [...all].filter((name) => !lines.has(name));
  if (lacking.length > 0) {
    throw new HourglassError(
      `${path}: expected a label for each of the ${counted(all.size, "sample")} of ${source}, found none for ` +
        `${key === "file" ? "" : "row "}${describeNames(lacking.map((name) => visible(name)))}`,
    );
  }
  return names.map((ofPart) => ofPart.map((name) => (lines.get(name) as LabelLine).className));
}

/**
 * Data with the classes that a file says; those that they have of themselves go, which a notice tells.
 * @throws HourglassError where samples and labels do not belong together
 */
export function withLabels(
  data: OwnData,
  labels: LabelsFile,
  source: string,
  onNotice?: (text: string) => void,
): OwnData {
  const { train, test } = data;
  const parts = test === undefined ? [train] : [train, test];
  const classes = classesOfParts(labels, {
    source,
    parts: parts.map(({ samples, files }) => ({ count: samples.count, files })),
  });
  if (parts.some((part) => part.classes !== undefined)) {
    onNotice?.(`${source}: not used: its own classes; ${labels.path} says those of all samples`);
  }
  const named = (part: OwnPart, at: number): OwnPart => ({ ...part, classes: classes[at] });
  return {
    train: named(train, 0),
    test: test && named(test, 1),
    checksums: { ...data.checksums, [basename(labels.path)]: labels.sha256 },
  };
}
