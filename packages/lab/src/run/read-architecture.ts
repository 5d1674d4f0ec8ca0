import { readText } from "hourglass-core/internal/files/read-text.ts";
import { type Architecture, parseArchitecture } from "hourglass-core/internal/model/architecture.ts";

/**
 * The layers in a JSON file.
 * @param what the option or setting that named it, for messages
 * @throws UsageError naming the file, and the line or layer that is wrong
 */
export async function readArchitecture(file: string, what: string): Promise<Architecture> {
  const from = `${what} ${file}`;
  // JSON is YAML, too, whose reader tells the line of what is wrong, and refuses names that are there twice.
  const { parseYaml } = await import("../data/files/yaml.ts");
  const { content } = parseYaml(await readText(file, what), from);
  return parseArchitecture(content, from);
}
