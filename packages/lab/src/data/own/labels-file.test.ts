import { createHash } from "node:crypto";
import { join } from "node:path";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { npyFile, plain, plainPng, writeFiles } from "../../../../../test/support/own-files.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { loadDataset } from "../load.ts";
import { loadOwnDataset } from "./load-own.ts";
import { readImages } from "./read-images.ts";

let folder: string;

beforeEach(async () => {
  const made: TemporaryFolder = await temporaryFolder();
  folder = made.path;
  return () => made[Symbol.asyncDispose]();
});

const inside = (...path: string[]): string => join(folder, ...path);
const pictures = (count: number, prefix = ""): Record<string, Uint8Array> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${prefix}${at}.png`, plainPng(at)]));

/** What the samples of both parts are called after, in the order of their places. */
async function classesByPlace(path: string, labels: string): Promise<readonly string[]> {
  const { train, test: rest, classNames, origins } = await loadOwnDataset(path, { labels });
  const classes: string[] = [];
  for (const [part, { places }] of [
    [train, origins!.train],
    [rest, origins!.test],
  ] as const) {
    for (const [at, place] of places.entries()) classes[place] = classNames[part.labels![at]!]!;
  }
  return classes;
}

describe("a file of labels", () => {
  test("names the classes of files, in any order, and lies in their folder or elsewhere", async () => {
    const csv = 'file,label\n3.png,"b, or so"\n1.png,a\n./0.png,a\n2.png,a\n';
    await writeFiles(folder, { ...pictures(4, "set/"), "set/labels.csv": csv });
    const notices: string[] = [];
    const labels = inside("set", "labels.csv");
    const dataset = await loadOwnDataset(inside("set"), { labels, onNotice: (text) => notices.push(text) });
    expect(dataset.classNames).toEqual(["a", "b, or so"]);
    expect(await classesByPlace(inside("set"), labels)).toEqual(["a", "a", "a", "b, or so"]);
    expect(dataset.checksums["labels.csv"]).toBe(createHash("sha256").update(csv).digest("hex"));
    expect(notices).toEqual([]);
  });

  test("names the classes of rows, those of the training part first; packed or not, with any ends of lines", async () => {
    await writeFiles(folder, {
      "one.npy": npyFile("|u1", [4, 2, 2], plain(4)),
      "labels.csv": "\ufeffindex,label\r\n0,x\r\n1,y\r\n2,x\r\n3,y\r\n",
      ...pictures(2, "two/train/"),
      ...pictures(1, "two/test/"),
      "two.csv": "index,label\n2,c\n0,a\n1,b\n",
    });
    expect(await classesByPlace(inside("one.npy"), inside("labels.csv"))).toEqual(["x", "y", "x", "y"]);
    const two = await loadOwnDataset(inside("two"), { labels: inside("two.csv") });
    expect([two.classNames, [...two.train.labels!], [...two.test.labels!]]).toEqual([
      ["a", "b", "c"],
      [0, 1],
      [2],
    ]);
  });

  test("goes before the classes that the data have of themselves, which is told", async () => {
    await writeFiles(folder, {
      ...pictures(2, "set/a/"),
      ...pictures(2, "set/b/"),
      "labels.csv": "file,label\na/0.png,x\na/1.png,y\nb/0.png,x\nb/1.png,y\n",
    });
    const notices: string[] = [];
    const { classNames } = await loadOwnDataset(inside("set"), {
      labels: inside("labels.csv"),
      onNotice: (text) => notices.push(text),
    });
    expect(classNames).toEqual(["x", "y"]);
    expect(notices).toEqual([
      `${inside("set")}: not used: its own classes; ${inside("labels.csv")} says those of all samples`,
    ]);
  });

  test("moves no sample to another part", async () => {
    await writeFiles(folder, {
      ...pictures(20, "set/"),
      "labels.csv": `index,label\n${Array.from({ length: 20 }, (_, at) => `${at},${at % 3}`).join("\n")}\n`,
    });
    const [bare, labelled] = await Promise.all(
      [{}, { labels: inside("labels.csv") }].map((options) => loadOwnDataset(inside("set"), options)),
    );
    expect(labelled!.origins).toEqual(bare!.origins);
    const [one, other] = [bare!, labelled!].map((dataset) => splitDataset(dataset, { validation: 5 }));
    expect(other!.validation).toMatchObject({ images: (one!.validation as { images: Uint8Array }).images });
  });

  test("belongs to images for a trained model as well, of one part or of two", async () => {
    await writeFiles(folder, {
      ...pictures(2, "flat/"),
      "flat.csv": "file,label\n1.png,b\n0.png,a\n",
      ...pictures(2, "parts/train/"),
      ...pictures(1, "parts/test/"),
      "parts.csv": "file,label\ntrain/0.png,a\ntrain/1.png,b\ntest/0.png,c\n",
    });
    const shape = { height: 2, width: 2, channels: 1 };
    const flat = await readImages(inside("flat"), shape, { labels: inside("flat.csv") });
    expect(flat).toMatchObject({ names: ["0.png", "1.png"], areFiles: true, classes: ["a", "b"] });
    expect(flat.part).toBeUndefined();
    const labels = inside("parts.csv");
    expect(await readImages(inside("parts"), shape, { labels })).toMatchObject({
      classes: ["c"],
      part: "test",
    });
    expect(await readImages(inside("parts"), shape, { labels, part: "train" })).toMatchObject({
      classes: ["a", "b"],
      part: "train",
    });
  });

  test("is refused for a data set of the catalogue, which has its own", async () => {
    await expect(loadDataset("mnist", { labels: "labels.csv" })).rejects.toThrow(
      "labels: mnist has labels of its own; only data of your own can be given others",
    );
  });

  test.each<[string, string | Uint8Array, string]>([
    ["nothing", "", ", line 1: expected the header file,label or index,label, found nothing"],
    [
      "another header",
      "name;label\n0.png;a\n",
      ', line 1: expected the header file,label or index,label, found "name;label"',
    ],
    [
      "an image without a label",
      "file,label\n0.png,a\n",
      ": expected a label for each of the 3 samples of SET, found none for 1.png, 2.png",
    ],
    [
      "a row without a label",
      "index,label\n0,a\n1,b\n",
      ": expected a label for each of the 3 samples of SET, found none for row 2",
    ],
    [
      "a label for a file that is not there",
      "file,label\n0.png,a\n1.png,b\n2.png,a\n\nno.png,b\n",
      ", line 6: expected a file of SET, which has 3 samples such as 0.png, found no.png",
    ],
    [
      "a label for a row that is not there",
      "index,label\n0,a\n1,b\n2,a\n3,b\n",
      ", line 5: expected a row of SET, which has 3 samples from 0, found 3",
    ],
    [
      "a double line",
      "file,label\n0.png,a\n1.png,b\n0.png,b\n2.png,a\n",
      ", line 4: expected each file once, found 0.png again, as on line 2; remove one of them",
    ],
    ["a line of one cell", "file,label\n0.png\n", ', line 2: expected a file and a class, found "0.png"'],
    [
      "a line of three cells",
      "file,label\n0.png,a,b\n",
      ', line 2: expected a file and a class, found "0.png,a,b"',
    ],
    ["an empty class", "file,label\n0.png,\n", ", line 2: expected a class of 1 to 200 characters"],
    [
      "a row that is no number",
      "index,label\n0,a\n01,b\n",
      ', line 3: expected a row, a whole number from 0, found "01"',
    ],
    [
      "an open quote",
      'file,label\n0.png,"a\n',
      ", line 2: expected a closing quote, found the end of the file",
    ],
    [
      "other bytes",
      Uint8Array.of(0xff, 0xfe, 0x41),
      ", line 1: expected text in UTF-8, found other bytes on it or after it",
    ],
  ])("with %s is refused", async (_, content, message) => {
    await writeFiles(folder, { ...pictures(3, "set/"), "labels.csv": content });
    const labels = inside("labels.csv");
    await expect(loadOwnDataset(inside("set"), { labels })).rejects.toThrow(
      `${labels}${message.replace("SET", inside("set"))}`,
    );
  });

  test("of files is refused for data without files, and one that is not there as such", async () => {
    await writeFiles(folder, { "a.npy": npyFile("|u1", [3, 2, 2], plain(3)), "l.csv": "file,label\n0,a\n" });
    await expect(loadOwnDataset(inside("a.npy"), { labels: inside("l.csv") })).rejects.toThrow(
      `${inside("l.csv")}, line 1: expected the header index,label, since the samples of ${inside("a.npy")} have no files of their own, found file,label`,
    );
    await expect(loadOwnDataset(inside("a.npy"), { labels: inside("no.csv") })).rejects.toThrow(
      `cannot read ${inside("no.csv")}: it is not there`,
    );
  });
});
