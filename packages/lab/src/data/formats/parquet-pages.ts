import type { FileMetaData, PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";

/** No compression of ours makes more of a byte. */
const mostOfByte = 1100;

/**
 * Whether the pages of some columns follow one another as a file says, each within its column, with as many values as there are
 * rows: the reader of pages believes what they say of themselves, and would not come to an end.
 */
export function areWholePages(
  buffer: ArrayBuffer,
  { row_groups }: FileMetaData,
  names: readonly string[],
): boolean {
  const view = new DataView(buffer);
  return row_groups.every(({ columns, num_rows }) => {
    const wanted = columns.filter(({ meta_data }) => names.includes(meta_data?.path_in_schema[0] ?? ""));
    if (wanted.length !== names.length) return false;
    return wanted.every(({ meta_data: about }) => {
      if (about === undefined) return false;
      const start = Number(about.dictionary_page_offset || about.data_page_offset);
      const end = start + Number(about.total_compressed_size);
      if (!(start >= 0 && end >= start && end <= buffer.byteLength)) return false;
      return valuesBetween(view, start, end) === Number(num_rows);
    });
  });
}

/** The values that pages have; `undefined` where they are none. */
function valuesBetween(view: DataView, start: number, end: number): number | undefined {
  const reader = { view, offset: start };
  let values = 0;
  while (reader.offset < end) {
    const header = parquetHeader(reader);
    const size = header.compressed_page_size;
    const found = valuesOf(header);
    if (!isCount(size, end - reader.offset) || found === undefined) return undefined;
    reader.offset += size;
    values += found;
  }
  return values;
}

function valuesOf(header: PageHeader): number | undefined {
  const { compressed_page_size: packed, uncompressed_page_size: size } = header;
  if (!isCount(size, mostOfByte * (packed + 1))) return undefined;
  const { dictionary_page_header: words, data_page_header: first, data_page_header_v2: second } = header;
  if (header.type === "DICTIONARY_PAGE") return isCount(words?.num_values, size) ? 0 : undefined;
  if (header.type === "DATA_PAGE") return isCount(first?.num_values) ? first?.num_values : undefined;
  if (header.type !== "DATA_PAGE_V2" || second === undefined) return undefined;
  const levels = [second.definition_levels_byte_length, second.repetition_levels_byte_length];
  const isWhole =
    isCount(second.num_values) &&
    isCount(second.num_nulls, second.num_values) &&
    second.num_rows === second.num_values &&
    levels.every((length) => isCount(length, packed));
  return isWhole ? second.num_values : undefined;
}

/** Whether a number counts something of which there is at most so much. */
function isCount(value: number | undefined, most = 2 ** 31): boolean {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= most;
}
