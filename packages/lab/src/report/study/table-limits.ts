/** A table of a page has all rows up to so many; of more it has fewer, and says where all are. */
export const mostTableRows = 500;
export const fewerTableRows = 100;

/** The first rows of a table, where it would be too long to be read. */
export function firstRows<T>(rows: readonly T[]): readonly T[] {
  return rows.length <= mostTableRows ? rows : rows.slice(0, fewerTableRows);
}

/** ` Shown are the 100 first of 10,000; results.csv has all.`, to follow a caption; empty where all rows are shown. */
export function firstWords(all: number, file: string, which: string = "first"): string {
  if (all <= mostTableRows) return "";
  return ` Shown are the ${fewerTableRows} ${which} of ${all.toLocaleString("en-US")}; ${file} has all.`;
}
