import { expect, test } from "vitest";
import { shown } from "../page/shown.ts";
import { shownShared } from "./shown-results.ts";

const turned = "a\u202eb";

test("what is shown as it is, is not copied; what is not, is shown as elsewhere", () => {
  const plain = {
    title: "T",
    rows: [
      { x: 1, y: Number.NaN, name: undefined },
      { x: null, is: true },
    ],
  };
  expect(shownShared(plain)).toBe(plain);
  const mixed = { plain, [turned]: 1, texts: ["a", turned], rows: [{ id: turned, value: 2 }, plain] };
  const found = shownShared(mixed);
  expect(found).toEqual(shown(mixed));
  expect(found.plain).toBe(plain);
  expect(JSON.stringify(found)).not.toContain("\u202e");
});
