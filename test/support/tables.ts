import type { Table } from "hourglass-core/internal/data/columns/columns.ts";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import type { SeriesSet } from "hourglass-core/internal/data/samples/series.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";

/** Rows of two hidden values in columns of very different units, the last of which does not vary; labels by the first value. */
export function sampleRows(count: number, columns = 6): RowSet {
  const random = createRandom(1, "rows");
  const values = new Float32Array(count * columns);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const [first, second] = [random.normal(), random.normal()];
    labels[row] = first < 0 ? 0 : 1;
    for (let column = 0; column < columns; column++) {
      const mixed = first * Math.cos(column) + second * Math.sin(column) + 0.1 * random.normal();
      values[row * columns + column] = column === columns - 1 ? 7 : 100 + 10 ** (column % 4) * mixed;
    }
  }
  return { kind: "row", count, columns, values, labels };
}

/** Series of a wave of its own phase and rate in every channel. */
export function sampleSeries(count: number, steps = 24, channels = 3): SeriesSet {
  const random = createRandom(1, "series");
  const values = new Float32Array(count * steps * channels);
  const labels = new Uint8Array(count);
  for (let one = 0; one < count; one++) {
    const [phase, rate] = [2 * Math.PI * random.uniform(), random.below(2) + 1];
    labels[one] = rate - 1;
    for (let step = 0; step < steps; step++) {
      for (let channel = 0; channel < channels; channel++) {
        const wave = Math.sin((2 * Math.PI * rate * step) / steps + phase + channel);
        values[(one * steps + step) * channels + channel] = 20 * channel + (1 + channel) * wave;
      }
    }
  }
  return { kind: "series", count, steps, channels, values, labels };
}

/** A data set of samples, of which the last fifth is for testing. */
export function datasetOf<S extends Samples>(name: string, samples: S): Dataset<S> {
  const trained = Math.floor(samples.count * 0.8);
  return {
    ...{ name, title: "Made up", source: "made for a test", licence: "none" },
    classNames: ["low", "high"],
    train: sliceSamples(samples, 0, trained),
    test: sliceSamples(samples, trained, samples.count),
    checksums: { [name]: "ab12".repeat(16) },
  };
}

/** Columns of each kind: numbers as they are, with gaps, by a logarithm and by quartiles; words and dates. */
export const sampleColumns: Table = [
  { name: "load (%)", kind: "number" },
  { name: "mode", kind: "words", words: ["idle", "run", ""] },
  { name: "pressure (bar)", kind: "number", missing: true },
  { name: "count", kind: "number", log: true, scale: "robust" },
  { name: "day", kind: "date", from: "2024-03-01" },
  { name: "pump", kind: "words", words: ["A", "B"], weight: 0.5 },
];

/** Rows of {@link sampleColumns} that follow from two hidden values; every seventh pressure is missing; labels by the first. */
export function sampleTable(count: number): RowSet {
  const random = createRandom(1, "table");
  const rows = Array.from({ length: count }, (_, row) => {
    const [load, wear] = [random.normal(), random.normal()];
    const pressure = row % 7 === 3 ? Number.NaN : 5 + load - 0.5 * wear;
    const mode = row % 11 === 5 ? 2 : load < 0 ? 0 : 1;
    const counted = Math.round(Math.exp(2 + load));
    const pump = row % 13 === 6 ? 2 : wear < 0 ? 0 : 1;
    return [50 + 10 * load, mode, pressure, counted, 100 + 20 * wear, pump];
  });
  return {
    ...{ kind: "row", count, columns: sampleColumns.length, table: sampleColumns },
    values: Float32Array.from(rows.flat()),
    labels: Uint8Array.from(rows, ([load = 0]) => Number(load >= 50)),
  };
}
