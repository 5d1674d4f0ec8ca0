import { visible } from "hourglass-core/internal/visible.ts";
import { expect, test } from "vitest";
import { shown } from "./shown.ts";

const turned = "a\u202eb";

test("what is shown as it is, is not copied; what is not, is shown with its marks visible", () => {
  const plain = {
    title: "T",
    rows: [
      { x: 1, y: Number.NaN, name: undefined },
      { x: null, is: true },
    ],
  };
  expect(shown(plain)).toBe(plain);
  const mixed = {
    plain,
    [turned]: 1,
    texts: ["a", turned],
    rows: [{ id: turned, value: 2 }, plain],
    places: new Map([[turned, { at: turned }]]),
  };
  const found = shown(mixed);
  const seen = visible(turned, "lines");
  expect(found).toEqual({
    ...{ plain, [visible(turned)]: 1, texts: ["a", seen] },
    rows: [{ id: seen, value: 2 }, plain],
    places: new Map([[seen, { at: seen }]]),
  });
  expect(found.plain).toBe(plain);
  expect(JSON.stringify([found, ...found.places])).not.toContain("\u202e");
});
