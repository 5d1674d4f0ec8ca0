import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** What axe finds. */
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** The rules for accessible pages that a page breaks as it stands, each with the first places where it does. */
export async function brokenRules(page: Page): Promise<readonly unknown[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(
      await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
    );
  }
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html }) => html).slice(0, 3),
    ]);
  });
}
