import { readFile } from "node:fs/promises";
import { UsageError } from "../errors.ts";
import { type Architecture, parseArchitecture } from "../model/architecture.ts";

/** The layers in a JSON file. @throws UsageError naming the file, and the layer that is wrong */
export async function readArchitecture(file: string): Promise<Architecture> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new UsageError(`--model: cannot read ${file}: ${(error as Error).message}`, { cause: error });
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--model: ${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
  return parseArchitecture(content, `--model ${file}`);
}
