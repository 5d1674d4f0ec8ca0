import { describe, expect, test } from "vitest";
import { rangeOf, unsentBecause, type Version } from "./conditions.ts";

const version: Version = { etag: '"a-1"', modified: new Date("2026-11-03T10:00:00.700Z") };
const [before, same, after] = [
  "Tue, 03 Nov 2026 09:59:59 GMT",
  "Tue, 03 Nov 2026 10:00:00 GMT",
  "Tue, 03 Nov 2026 10:00:01 GMT",
];

type Fields = Readonly<Record<string, string>>;

describe("whether it is sent", () => {
  test.each<[Fields, 304 | 412 | undefined]>([
    [{}, undefined],
    [{ "If-None-Match": '"a-1"' }, 304],
    [{ "If-None-Match": 'W/"a-1"' }, 304],
    [{ "If-None-Match": '"b", "x,y" , W/"a-1"' }, 304],
    [{ "If-None-Match": "*" }, 304],
    [{ "If-None-Match": '"b"' }, undefined],
    [{ "If-None-Match": "a-1" }, undefined],
    [{ "If-None-Match": '"b"', "If-Modified-Since": after }, undefined],
    [{ "If-Modified-Since": same }, 304],
    [{ "If-Modified-Since": after }, 304],
    [{ "If-Modified-Since": before }, undefined],
    [{ "If-Modified-Since": "yesterday" }, undefined],
    [{ "If-Match": '"a-1"' }, undefined],
    [{ "If-Match": '"b"' }, 412],
    [{ "If-Match": 'W/"a-1"' }, 412],
    [{ "If-Match": '"a-1"', "If-None-Match": '"a-1"' }, 304],
    [{ "If-Unmodified-Since": before }, 412],
    [{ "If-Unmodified-Since": same }, undefined],
  ])("%j", (fields, expected) => {
    expect(unsentBecause(new Headers(fields), version)).toBe(expected);
  });
});

describe("which part of 10 bytes", () => {
  test.each<[string, readonly [number, number] | "unsatisfiable" | undefined]>([
    ["bytes=0-3", [0, 4]],
    ["bytes=4-", [4, 10]],
    ["bytes=-4", [6, 10]],
    ["bytes=-100", [0, 10]],
    ["bytes=9-9", [9, 10]],
    ["bytes=3-99999999999999999999", [3, 10]],
    ["BYTES= 0-0 ", [0, 1]],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=99999999999999999999-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=5-4", "unsatisfiable"],
    ["bytes=-", "unsatisfiable"],
    ["bytes=", "unsatisfiable"],
    ["bytes=a-b", "unsatisfiable"],
    ["bytes=1-2-3", "unsatisfiable"],
    ["bytes=0x1-0x2", "unsatisfiable"],
    ["bytes=0-1,3-4", undefined],
    ["pixels=0-3", undefined],
    ["0-3", undefined],
  ])("%s", (range, expected) => {
    const found = rangeOf(new Headers({ Range: range }), version, 10);
    const [start, end] = Array.isArray(expected) ? expected : [];
    expect(found).toEqual(start === undefined ? expected : { start, end });
  });

  test("nothing has no part", () => {
    expect(rangeOf(new Headers({ Range: "bytes=0-" }), version, 0)).toBe("unsatisfiable");
  });

  test.each<[string, boolean]>([
    ['"a-1"', true],
    ['W/"a-1"', false],
    ['"b"', false],
    [same, true],
    [before, false],
    [after, false],
    ["yesterday", false],
  ])("If-Range: %s", (condition, isPart) => {
    const found = rangeOf(new Headers({ Range: "bytes=0-3", "If-Range": condition }), version, 10);
    expect(found).toEqual(isPart ? { start: 0, end: 4 } : undefined);
  });
});
