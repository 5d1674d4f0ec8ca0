import { readFileSync, renameSync, writeFileSync } from "node:fs";

/**
 * Writes docs/benchmarks.md from its template.
 * @param {Readonly<Record<string, string>>} values of the template's placeholders
 */
export function writeDocument(values) {
  const template = readFileSync(new URL("benchmarks.template.md", import.meta.url), "utf8");
  const path = new URL("../docs/benchmarks.md", import.meta.url);
  const unfinished = new URL(`${path.href}.unfinished`);
  writeFileSync(unfinished, fillTemplate(template, values));
  renameSync(unfinished, path);
}

/**
 * A template with values in place of its `{{placeholders}}`, without its comments, which are for who writes it.
 * @param {string} template
 * @param {Readonly<Record<string, string>>} values
 * @throws Error on a placeholder for which there is no value
 */
export function fillTemplate(template, values) {
  return template.replace(/<!--.*?-->\n*/gs, "").replace(/\{\{(\w+)\}\}/g, (_, name) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`benchmarks.template.md: nothing to put in place of {{${name}}}`);
    return value;
  });
}
