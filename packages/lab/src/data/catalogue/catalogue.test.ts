import { expect, test } from "vitest";
import { type CatalogueEntry, catalogue, fileRoles, isGenerated } from "./catalogue.ts";

const entries: readonly CatalogueEntry[] = Object.values(catalogue);

test.each(entries)("$name has what a person needs to know", (entry) => {
  expect(catalogue).toHaveProperty(entry.name, entry);
  for (const text of [entry.title, entry.source, entry.licence]) expect(text).not.toBe("");
  expect(new Set(entry.classNames).size).toBe(10);
});

test.each(entries)("$name has a checksum and a size for each of its files", ({ files, counts }) => {
  for (const role of fileRoles) expect(files[role].sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(files.trainImages.bytes).toBe(16 + counts.train * 784);
  expect(files.testLabels.bytes).toBe(8 + counts.test);
  expect(new Set(fileRoles.map((role) => files[role].name)).size).toBe(4);
});

test.each(entries.filter((entry) => !isGenerated(entry)))(
  "$name has two mirrors over HTTPS",
  ({ mirrors }) => {
    expect(new Set(mirrors.map((mirror) => new URL(mirror).host)).size).toBeGreaterThanOrEqual(2);
    for (const mirror of mirrors) expect(mirror).toMatch(/^https:\/\/.*\/$/);
  },
);
