import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { runFolder } from "../folder.ts";
import { readStoredMeasures, writeMeasures } from "./measures-file.ts";

const provenance = { weights: "a".repeat(64), data: "b".repeat(64) };

test("measures are read as they were written, reasons included", async () => {
  await using temporary = await temporaryFolder();
  const folder = runFolder(temporary.path);
  expect(await readStoredMeasures(folder)).toBeUndefined();
  const measures = {
    rank: { figures: { effectiveRank: 3 } },
    probe: { figures: {}, notMeasured: "it needs labels, which the images do not have" },
  };
  await writeMeasures(folder, measures, provenance);
  expect(await readStoredMeasures(folder)).toEqual({ measures, provenance });
});

test("a figure that was no number is left out, and named", async () => {
  await using temporary = await temporaryFolder();
  const folder = runFolder(temporary.path);
  await writeMeasures(folder, { clusters: { figures: { nmi: 1, ari: Number.NaN } } }, provenance);
  expect((await readStoredMeasures(folder))?.measures).toEqual({
    clusters: {
      figures: { nmi: 1 },
      notMeasured: "no finite number came out for ari (codes or reconstructions may not be finite)",
    },
  });
});
