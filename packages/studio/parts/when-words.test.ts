import { expect, test } from "vitest";
import { whenWords } from "./when-words.ts";

test("what was today is told by the hour, what was before by the day", () => {
  const now = new Date(2026, 10, 29, 9, 5);
  expect(whenWords(new Date(2026, 10, 29, 7, 3).getTime(), now)).toBe("07:03");
  expect(whenWords(new Date(2026, 10, 28, 23, 59).getTime(), now)).toBe("28 Nov");
});
