import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** What axe finds. */
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * Rules for accessible pages that a page breaks as it stands, each with the first elements that do.
 * @param within a selector: what lies in it alone
 */
export async function violationsOf(
  page: Page,
  within = "html",
): Promise<readonly (readonly [string, readonly string[]])[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) {
    await page.evaluate(
      await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
    );
  }
  return page.evaluate(async (selector) => {
    const { axe: rules } = globalThis as unknown as {
      axe: { run(within: string): Promise<{ violations: Violation[] }> };
    };
    return (await rules.run(selector)).violations.map(
      ({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)] as const,
    );
  }, within);
}
