import { expect, test, vi } from "vitest";
import { catalogue, type DrawnEntry } from "./catalogue.ts";
import { checkDrawn, loadDrawn, sha256OfRows } from "./drawn.ts";

const table = [{ name: "a", kind: "number" }] as const;
const rows = (...values: readonly number[]) => ({
  kind: "row" as const,
  count: values.length,
  columns: 1,
  table,
  values: Float32Array.from(values),
  labels: new Uint8Array(values.length),
});
const train = rows(1, Number.NaN, 3);
const tested = rows(4);

const entry: DrawnEntry = {
  ...catalogue.sensors,
  name: "tiny",
  counts: { train: 3, test: 1 },
  sample: { kind: "row", columns: 1, table },
  draw: async () => ({ train, test: tested }),
  checksums: { train: sha256OfRows(train), test: sha256OfRows(tested) },
};

test("a set that is drawn as published is told with its checksums, and without a notice", async () => {
  const onNotice = vi.fn();
  const dataset = await loadDrawn(entry, { onNotice });
  expect(dataset).toMatchObject({ name: "tiny", train, test: tested, checksums: entry.checksums });
  expect(onNotice).not.toHaveBeenCalled();
  expect(await checkDrawn(entry)).toEqual([
    { name: "train", status: "right" },
    { name: "test", status: "right" },
  ]);
});

test("one that is drawn otherwise is used, and said to be", async () => {
  const other = { ...entry, draw: async () => ({ train, test: rows(5) }) };
  const onNotice = vi.fn();
  const dataset = await loadDrawn(other, { onNotice });
  expect(dataset.test).toEqual(rows(5));
  expect(dataset.checksums).toEqual({ train: entry.checksums.train, test: sha256OfRows(rows(5)) });
  expect(onNotice).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/^tiny: this machine draws other rows than the published ones \(test\): /),
  );
  expect((await checkDrawn(other))[1]).toMatchObject({
    status: "wrong",
    problem: expect.stringMatching(/^expected rows with SHA-256 .{64}, this machine draws .{64}$/),
  });
});

test("an abort is heeded", async () => {
  await expect(loadDrawn(entry, { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow(
    "enough",
  );
});

test("the checksum is of values, labels and columns, and of no particular NaN", () => {
  const same = rows(1, 2, 3);
  new Uint32Array(same.values.buffer)[1] = 0xffc00001;
  expect(sha256OfRows(same)).toBe(sha256OfRows(train));
  const others = [
    rows(1, 2, 3),
    { ...train, labels: Uint8Array.of(0, 0, 1) },
    { ...train, table: [{ name: "b", kind: "number" as const }] },
  ];
  for (const other of others) expect(sha256OfRows(other)).not.toBe(sha256OfRows(train));
});
