import type { ColumnSource } from "hyparquet-writer";
import type { Fact, ResultTable } from "./result-table.ts";
import type { TableFormat } from "./table-format.ts";

/** Rows of a group, which is encoded in memory. */
const rowsOfGroup = 10_000;

/** Columns with types and names, as tables of large data have them. */
export const parquetTable: TableFormat = {
  name: "parquet",
  title: "Parquet",
  holds: "a column for each column and each number, with its type: texts, int32, float32",
  write: pieces,
};

async function* pieces(table: ResultTable): AsyncGenerator<Uint8Array> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import("hyparquet-writer");
  const columnData = (from: number, to: number): ColumnSource[] => columnsOf(table, from, to);
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columnData(0, 0) }),
    createdBy: "hourglass",
  });
  const taken = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  for (let start = 0; start < table.names.length; start += rowsOfGroup) {
    const end = Math.min(table.names.length, start + rowsOfGroup);
    await file.write({ columnData: columnData(start, end), rowGroupSize: rowsOfGroup });
    yield taken();
  }
  await file.finish();
  yield taken();
}

function columnsOf({ facts, numbers, notes = [] }: ResultTable, from: number, to: number): ColumnSource[] {
  const { columns, values } = numbers;
  const width = columns.length;
  const ofFact = ({ column, values: known }: Fact): ColumnSource => ({
    name: column,
    data: Array.from<number | string>(known.slice(from, to) as ArrayLike<number | string>),
    type: known instanceof Int32Array ? "INT32" : known instanceof Float32Array ? "FLOAT" : "STRING",
    nullable: false,
  });
  return [
    ...facts.map(ofFact),
    ...columns.map((name, at) => ({
      name,
      data: Float32Array.from({ length: to - from }, (_, row) => values[(from + row) * width + at] as number),
      type: "FLOAT" as const,
      nullable: false,
    })),
    ...notes.map(ofFact),
  ];
}
