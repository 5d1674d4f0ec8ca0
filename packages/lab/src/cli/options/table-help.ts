import type { Command as Parser } from "commander";

/**
 * Adds to the help of a command what its tables have.
 * @param numbers what stands behind the columns: `the values of its code: z0, z1, ...`
 */
export async function addTableHelp(parser: Parser, numbers: string): Promise<void> {
  const { tableFormatsHelp } = await import("../../data/tables/table-formats.ts");
  parser.addHelpText(
    "after",
    `
Columns of a sample, where they are known:
  file      its file, within the folder that was read
  index     its place among the samples of its part, from 0, as they were read
  split     train, validation or test
  label     its class
and then ${numbers}

${tableFormatsHelp()}
`,
  );
}
