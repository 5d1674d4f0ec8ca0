import { readFile } from "node:fs/promises";
import * as graph from "hourglass-core/graph";
import { describe, expect, test } from "vitest";
import { shippedOperators } from "./support/shipped-operators.ts";

/** scripts/operators-page.js, which is plain JavaScript. */
interface OperatorsPage {
  readonly operatorsPage: (root: URL) => Promise<string>;
  readonly functionsOf: (call: string) => readonly string[];
}

const { operatorsPage, functionsOf } = (await import(
  new URL("../scripts/operators-page.js", import.meta.url).href
)) as unknown as OperatorsPage;

test("docs/operators.md is what `npm run operators` writes", async () => {
  const page = await operatorsPage(new URL("../packages/core/src/", import.meta.url));
  expect(await readFile("docs/operators.md", "utf8")).toBe(page);
});

describe.each((await shippedOperators()).map((operator) => [operator.name, operator] as const))(
  "%s",
  (_, { about, gradient }) => {
    test("says its shape, and its gradient where it has one", () => {
      expect(about?.shape).toMatch(/\w/);
      expect(about?.derivative !== undefined).toBe(typeof gradient === "function");
    });

    test("is reached through the graph's entry", () => {
      const functions = functionsOf(about?.call ?? "");
      expect(functions.length).toBeGreaterThan(0);
      for (const name of functions) expect(graph).toHaveProperty(name, expect.any(Function));
    });
  },
);

test("everything that the graph's entry exports has a doc comment", async () => {
  const entry = await readFile("packages/core/src/graph.ts", "utf8");
  const exports = [...entry.matchAll(/export (?:type )?\{([^}]*)\} from "\.\/([^"]+)"/g)];
  const bare: string[] = [];
  for (const [, names = "", file = ""] of exports) {
    const source = await readFile(`packages/core/src/${file}`, "utf8");
    for (const name of names.split(",").map((word) => word.trim().replace(/^type /, ""))) {
      const documented = new RegExp(`\\*/\\nexport (function|interface|type|class|const) ${name}\\b`);
      if (name !== "" && !documented.test(source)) bare.push(`${file}: ${name}`);
    }
  }
  expect(exports.length).toBeGreaterThan(15);
  expect(bare).toEqual([]);
});
