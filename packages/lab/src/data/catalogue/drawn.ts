import { createHash } from "node:crypto";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import type { DataOptions } from "../data-options.ts";
import type { DrawnEntry, DrawnParts } from "./catalogue.ts";
import { drawnDataset } from "./drawn-dataset.ts";

const partNames = ["train", "test"] as const;

/** How a part of a data set was drawn on this machine. */
export interface DrawnCheck {
  /** The part. */
  readonly name: keyof DrawnParts;
  readonly status: "right" | "wrong";
  /** What is the matter with one that is wrong. */
  readonly problem?: string;
}

/** Draws a data set; where a part is another than the published one, a notice says so. */
export async function loadDrawn(
  entry: DrawnEntry,
  options: Pick<DataOptions, "onNotice" | "signal"> = {},
): Promise<Dataset<RowSet>> {
  options.signal?.throwIfAborted();
  const drawn = await drawnDataset(entry);
  const { name, train, test } = drawn;
  const checksums = { train: sha256OfRows(train), test: sha256OfRows(test) };
  const different = partNames.filter((part) => checksums[part] !== entry.checksums[part]);
  if (different.length > 0) {
    options.onNotice?.(
      `${name}: this machine draws other rows than the published ones (${different.join(", ")}): ` +
        "figures are not comparable with those of other machines",
    );
  }
  return { ...drawn, checksums };
}

/** Draws a data set, and looks at each part. */
export async function checkDrawn(entry: DrawnEntry): Promise<readonly DrawnCheck[]> {
  const { checksums } = await loadDrawn(entry);
  return partNames.map((name) => {
    const found = checksums[name];
    const published = entry.checksums[name];
    if (found === published) return { name, status: "right" };
    const problem = `expected rows with SHA-256 ${published}, this machine draws ${found}`;
    return { name, status: "wrong", problem };
  });
}

/** SHA-256 (hex) of the columns as JSON, the values as little-endian float32, of which every NaN is the same, and the labels. */
export function sha256OfRows({ values, labels, table }: RowSet): string {
  const bytes = new DataView(new ArrayBuffer(4 * values.length));
  for (const [index, value] of values.entries()) {
    if (Number.isNaN(value)) bytes.setUint32(4 * index, 0x7fc00000, true);
    else bytes.setFloat32(4 * index, value, true);
  }
  const hash = createHash("sha256")
    .update(JSON.stringify(table ?? []))
    .update(bytes);
  return hash.update(labels ?? new Uint8Array()).digest("hex");
}
