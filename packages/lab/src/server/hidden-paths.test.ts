import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { toCsv } from "../data/files/csv.ts";
import { hidePaths, hideWholePath, pathPattern, withoutPaths } from "./hidden-paths.ts";

describe("paths in sentences and markup", () => {
  test.each([
    ["/home/jane/bars.npy", "./bars.npy"],
    ["/home/jane/bars.npy: expected 28 x 28", "./bars.npy: expected 28 x 28"],
    ["cannot read /a/b.png, /a/c.png (see /a/d/)", "cannot read ./b.png, ./c.png (see ./d)"],
    ["at run (file:///opt/x/dist/cli/main.js:3:4)", "at run (./main.js:3:4)"],
    ["at /opt/x/dist/main.js:3:4", "at ./main.js:3:4"],
    ["open '/home/jane doe/my data/x.npy'", "open './x.npy'"],
    ["<td>/home/jane/bars.npy</td></tr>", "<td>./bars.npy</td></tr>"],
    ["train --dataset /data/jane/x.npy --seed 2", "train --dataset ./x.npy --seed 2"],
    ["in C:\\Users\\jane\\bars.npy", "in ./bars.npy"],
    ["in \\\\server\\share\\bars.npy", "in ./bars.npy"],
    ["in D:/data/bars.npy", "in ./bars.npy"],
    ['path: "C:\\\\Users\\\\jane\\\\bars.npy"', 'path: "./bars.npy"'],
    ["“/home/jané/bars.npy”", "“./bars.npy”"],
  ])("%s", (text, expected) => {
    expect(hidePaths(text, pathPattern())).toBe(expected);
  });

  test.each([
    "mse (/pixel), sse /image, nats/pixel",
    "and/or, 1/2, a / b, 2026/11/03, ../../x, ./a/b, ~/a/b, runs/a/b",
    "https://example.org/a/b?c=/d",
    "</p></div><br/><path d='M0,0/1'/>",
    'src="data:image/png;base64,iVBORw0KGgo/a/b+/c/d/e="',
    "/* a comment */ /*x*/",
    "the host \\frac and a: b",
  ])("%s stays", (text) => {
    expect(hidePaths(text, pathPattern())).toBe(text);
  });

  test("in JSON, after the end of a line, and Windows' with doubled backslashes", () => {
    const content = { error: "no:\n/home/jane/x.npy\nC:\\new\\x.npy", note: "a:\nb" };
    const json = hidePaths(JSON.stringify(content), pathPattern([], true));
    expect(JSON.parse(json)).toEqual({ error: "no:\n./x.npy\n./x.npy", note: "a:\nb" });
  });
});

describe("a path that is known, whatever its name", () => {
  const path = '/home/jane & "co" <o\'b>/é data, (old)/bars.npy';
  const pattern = pathPattern([path, "/top.npy"]);

  test.each<[string, string]>([
    ["a sentence", `from ${path}.`],
    ["HTML", `<b>${path.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")}</b>`],
    ["a word for the shell", `--dataset '${path.replaceAll("'", "'\\''")}'`],
    ["JSON", JSON.stringify({ path })],
    ["YAML, folded", stringify({ path, list: [`${path}/${"long ".repeat(20)}`] })],
    ["CSV", toCsv(["path"], [[path]])],
  ])("%s", (_, text) => {
    const hidden = hidePaths(text, pattern);
    expect(hidden).toContain("./bars.npy");
    expect(hidden).not.toMatch(/home|jane|co|o'b|old/);
  });

  test("YAML, folded within a word", () => {
    const long = `/home: #1/${"jane".repeat(30)}/bars.npy`;
    const yaml = stringify({ path: long });
    expect(yaml).toMatch(/[a-z]\\\n {2}[a-z]/);
    const hidden = hidePaths(yaml, pathPattern([long]));
    expect(hidden).toBe(`path: "./bars.npy"\n`);
  });

  test("beside the root", () => {
    expect(hidePaths("/top.npy: no, /top.npyx, a/top.npy", pattern)).toBe(
      "./top.npy: no, /top.npyx, a/top.npy",
    );
  });
});

test("a path as a whole is told from a name", () => {
  expect(["mnist", "/data/mnist", "bars.npy", "/x y/bars.npy", "C:\\a\\b", "./a"].map(hideWholePath)).toEqual(
    ["mnist", "./mnist", "bars.npy", "./bars.npy", "./b", "./a"],
  );
});

test("pieces are as the whole, wherever they end, and every other byte stays", async () => {
  const noise = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256));
  const part = Buffer.concat([Buffer.from(' "/home/jane/x y/bars.npy" a/b /data/u/é.npy '), noise]);
  const whole = Buffer.concat(Array.from({ length: 40 }, () => part));
  const pattern = pathPattern(["/home/jane/x y/bars.npy"]);
  const join = async (sizes: readonly number[]): Promise<Buffer> => {
    async function* pieces(): AsyncGenerator<Uint8Array> {
      let at = 0;
      for (let index = 0; at < whole.length; index++) {
        const size = sizes[index % sizes.length] as number;
        yield whole.subarray(at, at + size);
        at += size;
      }
    }
    const found: Uint8Array[] = [];
    for await (const piece of withoutPaths(pieces(), pattern)) found.push(piece);
    return Buffer.concat(found);
  };
  const expected = await join([whole.length]);
  expect(expected.includes("jane")).toBe(false);
  expect(expected.length).toBe(whole.length - 40 * ("/home/jane/x y/".length - 2 + "/data/u/".length - 2));
  for (const sizes of [[1], [65_536], [7, 40_000, 3], [33_000]]) {
    expect((await join(sizes)).equals(expected), String(sizes)).toBe(true);
  }
});
