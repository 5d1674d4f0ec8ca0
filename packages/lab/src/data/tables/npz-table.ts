import { Zip, ZipPassThrough } from "fflate";
import { npyPieces, type WrittenArray } from "../formats/npy.ts";
import type { ResultTable } from "./result-table.ts";
import type { TableFormat } from "./table-format.ts";

/** Arrays of NumPy's, as `numpy.savez` stores them: uncompressed. */
export const npzTable: TableFormat = {
  name: "npz",
  title: ".npz",
  holds:
    "an array for each column and one of all numbers, float32 [N, columns]; texts as fixed-width Unicode",
  write: pieces,
};

/** An archive of the same content is the same to the byte: no clock is read. In the years of the format, in any time zone. */
const noTime = new Date(1980, 0, 2);

function* pieces(table: ResultTable): Generator<Uint8Array> {
  const packed: Uint8Array[] = [];
  const archive = new Zip((error, piece) => {
    if (error !== null) throw error;
    packed.push(piece);
  });
  for (const [name, data, shape] of arraysOf(table)) {
    const file = new ZipPassThrough(`${name}.npy`);
    file.mtime = noTime;
    archive.add(file);
    for (const piece of npyPieces(data, shape)) {
      file.push(piece);
      yield* packed.splice(0);
    }
    file.push(new Uint8Array(), true);
  }
  archive.end();
  yield* packed.splice(0);
}

function arraysOf({
  names,
  facts,
  numbers,
  notes = [],
}: ResultTable): readonly (readonly [string, WrittenArray, readonly number[]])[] {
  const { array, values, columns, meanings } = numbers;
  return [
    [array, values, [names.length, columns.length]],
    ...[...facts, ...notes].map((fact) => [fact.array, fact.values, [names.length]] as const),
    ...(meanings === undefined ? [] : [[meanings.array, meanings.values, [meanings.values.length]] as const]),
  ];
}
