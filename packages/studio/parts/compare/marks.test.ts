import { expect, test } from "vitest";
import { liveModel } from "../../workers/explorer/explorer-api.ts";
import { markOf } from "./marks.ts";

test("no two of 36 models look the same, nor like the one in training", () => {
  const ids = [liveModel, ...Array.from({ length: 36 }, (_, index) => `kept ${index + 1}`)];
  const looks = ids.map((id) => {
    const { colour, path, filled } = markOf(id);
    return [colour, path, filled].join();
  });
  expect(new Set(looks).size).toBe(37);
});

test("neighbours differ in colour and in shape", () => {
  for (let number = 1; number < 12; number++) {
    const one = markOf(`kept ${number}`);
    const next = markOf(`kept ${number + 1}`);
    expect(one.colour).not.toBe(next.colour);
    expect(one.path).not.toBe(next.path);
  }
});
