import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireShape } from "hourglass-core/internal/data/samples/shape.ts";
import { expect, test } from "vitest";
import {
  type CatalogueEntry,
  catalogue,
  type FilesEntry,
  fileRoles,
  filesCatalogue,
  hasFiles,
  isGenerated,
} from "./catalogue.ts";
import { sha256OfRows } from "./drawn.ts";

const entries: readonly CatalogueEntry[] = Object.values(catalogue);
const withFiles: readonly FilesEntry[] = Object.values(filesCatalogue);
const drawn = entries.flatMap((entry) => (hasFiles(entry) ? [] : [entry]));

test.each(entries)("$name has what a person needs to know", (entry) => {
  expect(catalogue).toHaveProperty(entry.name, entry);
  for (const text of [entry.title, entry.source, entry.licence]) expect(text).not.toBe("");
  expect(new Set(entry.classNames).size).toBe(entry.classNames.length);
  expect(entry.classNames.length).toBeGreaterThan(1);
});

test.each(drawn)("$name is drawn as it is published, and as its entry says", async (entry) => {
  const { train, test: tested } = await entry.draw(entry.counts);
  expect({ train: sha256OfRows(train), test: sha256OfRows(tested) }).toEqual(entry.checksums);
  expect({ train: train.count, test: tested.count }).toEqual(entry.counts);
  for (const part of [train, tested]) {
    expect(requireShape(part, "test", "part")).toEqual(entry.sample);
    expect(kindOfSamples(part).requireSet(part, "test", "part")).toEqual(part);
    expect(new Set(part.labels)).toEqual(new Set(entry.classNames.keys()));
  }
});

test.each(withFiles)("$name has a checksum and a size for each of its files", ({ files, counts }) => {
  for (const role of fileRoles) expect(files[role].sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(files.trainImages.bytes).toBe(16 + counts.train * 784);
  expect(files.testLabels.bytes).toBe(8 + counts.test);
  expect(new Set(fileRoles.map((role) => files[role].name)).size).toBe(4);
});

test.each(withFiles.filter((entry) => !isGenerated(entry)))(
  "$name has two mirrors over HTTPS",
  ({ mirrors }) => {
    expect(new Set(mirrors.map((mirror) => new URL(mirror).host)).size).toBeGreaterThanOrEqual(2);
    for (const mirror of mirrors) expect(mirror).toMatch(/^https:\/\/.*\/$/);
  },
);
