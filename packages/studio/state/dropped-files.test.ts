import { expect, test } from "vitest";
import { droppedFiles, nameOfFiles } from "./dropped-files.ts";

const content = new File(["x"], "x");

/** A folder as a browser gives it: its children a few at a time, then none. */
function folder(path: string, children: readonly object[]): object {
  const batches = [children.slice(0, 1), children.slice(1), []];
  return {
    ...{ isFile: false, fullPath: path },
    createReader: () => ({ readEntries: (take: (some: unknown) => void) => take(batches.shift()) }),
  };
}
const file = (path: string): object => ({
  ...{ isFile: true, fullPath: path },
  file: (take: (file: File) => void) => take(content),
});
const dropped = (entries: readonly (object | null)[]): DataTransfer =>
  ({
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry, getAsFile: () => content })),
  }) as unknown as DataTransfer;

test("folders are gone through, hidden files left out", async () => {
  const found = await droppedFiles(
    dropped([
      folder("/mine", [
        file("/mine/.DS_Store"),
        folder("/mine/cats", [file("/mine/cats/a.png")]),
        file("/mine/b.png"),
      ]),
    ]),
  );
  expect(found.map(({ path }) => path)).toEqual(["mine/cats/a.png", "mine/b.png"]);
  expect(found[0]?.content).toBe(content);
});

test("a file without an entry is taken as it is", async () => {
  expect(await droppedFiles(dropped([null]))).toEqual([{ path: "x", content }]);
});

test("files are called by their folder, or by the first of them", () => {
  const named = (...paths: string[]): string => nameOfFiles(paths.map((path) => ({ path, content })));
  expect(named("mine/a.png", "mine/cats/b.png")).toBe("mine");
  expect(named("a.png", "b.png")).toBe("a.png");
  expect(named("mine/a.png", "yours/a.png")).toBe("mine/a.png");
});
