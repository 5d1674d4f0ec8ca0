/** The cells of a table, row by row, whatever the file that has them. */
export interface CellSource {
  /** The file, for messages. */
  readonly path: string;
  /** The names of its columns, all different: `column 1` and so on where the file has none. */
  readonly names: readonly string[];
  /** Whether the file has names for its columns. */
  readonly isNamed: boolean;
  /** Columns that the file says are of texts, which may look like numbers. */
  readonly texts: ReadonlySet<string>;
  /** Whether a comma in a number may stand for a point: where commas do not divide cells. */
  readonly hasDecimalCommas: boolean;
  /** What is to be said of the file itself. */
  readonly notices: readonly string[];
  /**
   * Calls back for every row in turn. The list of cells is good until the call ends, so that no row need be kept.
   * @param visit is told the cells, as many as there are names, and where they are, for {@link placeOf}
   * @throws HourglassError where the file cannot be read on, naming the line
   */
  eachRow(visit: (cells: readonly string[], at: number) => void, signal?: AbortSignal): Promise<void>;
  /** `FILE, line 7`, of where a row is. */
  placeOf(at: number): string;
}

/** What stands for a value that is not there. */
const missingWords: ReadonlySet<string> = new Set([
  ...["", "NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "None", "?"],
]);

/** Most cells are longer, and need not be looked up. */
const longestMissing = Math.max(...Array.from(missingWords, ({ length }) => length));

/** The text of a cell without the blanks around it; empty where its value is missing. */
export function textOf(cell: string): string {
  const text = cell.trim();
  return text.length <= longestMissing && missingWords.has(text) ? "" : text;
}
