import { describe, expect, test } from "vitest";
import * as z from "zod";
import { HourglassError, UsageError } from "./errors.ts";
import { checkValue, expectationOf, showValue, visible } from "./validation.ts";

const shape = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("circle"), radius: z.number().min(0) }),
  z.strictObject({ type: z.literal("square"), side: z.int().min(1).max(9).default(1) }),
]);
const schema = z.strictObject({
  count: z.int().min(1).max(5),
  name: z.string().min(1),
  shapes: z.array(shape).min(1),
  sizes: z.record(z.string(), z.int()),
  pair: z.tuple([z.int(), z.int()]),
  rest: z.union([z.literal("auto"), z.int().min(0)]),
  colour: z.enum(["red", "blue"]),
  open: z.boolean().exactOptional(),
  note: z.string().nullable(),
  size: z.array(z.int()).length(2).meta({ expected: "height and width, such as 28x28" }).optional(),
});
const right = {
  count: 2,
  name: "a",
  shapes: [{ type: "square" }],
  sizes: { a: 1 },
  pair: [1, 2],
  rest: "auto",
  colour: "red",
  note: null,
};

test("a right value comes back, completed with defaults", () => {
  expect(checkValue(schema, right, "file")).toEqual({ ...right, shapes: [{ type: "square", side: 1 }] });
});

describe("a wrong value is refused with its place, what was expected and what was found", () => {
  test.each<[string, unknown, string]>([
    ["no record", 3, "file: expected a record with count, name, shapes, sizes, ..., found 3"],
    [
      "a number too large",
      { ...right, count: 6 },
      "file: count: expected a whole number from 1 to 5, found 6",
    ],
    ["a fraction", { ...right, count: 1.5 }, "file: count: expected a whole number from 1 to 5, found 1.5"],
    [
      "no number",
      { ...right, count: Number.NaN },
      "file: count: expected a whole number from 1 to 5, found NaN",
    ],
    [
      "nothing",
      { ...right, count: undefined },
      "file: count: expected a whole number from 1 to 5, found nothing",
    ],
    ["an empty text", { ...right, name: "" }, 'file: name: expected a text that is not empty, found ""'],
    [
      "an empty list",
      { ...right, shapes: [] },
      "file: shapes: expected a list that is not empty, each a record whose type is one of circle, square, found []",
    ],
    [
      "an unknown kind",
      { ...right, shapes: [{ type: "cone" }] },
      'file: shapes[0].type: expected one of circle, square, found "cone"',
    ],
    [
      "a field of a kind",
      { ...right, shapes: [{ type: "square", side: 0 }] },
      "file: shapes[0].side: expected a whole number from 1 to 9, found 0",
    ],
    [
      "a field of another kind",
      { ...right, shapes: [{ type: "circle", radius: 1, side: 1 }] },
      'file: shapes[0]: unknown name "side": choose from type, radius',
    ],
    [
      "a value of a record",
      { ...right, sizes: { a: "x" } },
      'file: sizes.a: expected a whole number, found "x"',
    ],
    ["a pair of one", { ...right, pair: [1] }, "file: pair: expected a list of 2 values, found [1]"],
    [
      "neither of two",
      { ...right, rest: -1 },
      'file: rest: expected "auto" or a whole number of at least 0, found -1',
    ],
    [
      "an unknown choice",
      { ...right, colour: "green" },
      'file: colour: expected one of red, blue, found "green"',
    ],
    [
      "a name that a terminal would obey",
      { ...right, sizes: { "\u001b[2J": 1.5 } },
      "file: sizes.\\u001b[2J: expected a whole number, found 1.5",
    ],
    ["an optional one of another type", { ...right, open: 1 }, "file: open: expected true or false, found 1"],
    ["own words", { ...right, size: [1] }, "file: size: expected height and width, such as 28x28, found [1]"],
  ])("%s", (_, value, message) => {
    const check = (): unknown => checkValue(schema, value, "file");
    expect(check).toThrow(HourglassError);
    expect(check).toThrow(new HourglassError(message));
  });

  test("with advice, as an error of a class", () => {
    const check = (): unknown => checkValue(z.int(), "x", "--n", { refusal: UsageError, advice: "give 3" });
    expect(check).toThrow(UsageError);
    expect(check).toThrow('--n: expected a whole number, found "x"; give 3');
  });
});

test("limits are told as far as there are any", () => {
  expect(expectationOf(z.number())).toBe("a number");
  expect(expectationOf(z.int())).toBe("a whole number");
  expect(expectationOf(z.number().max(3))).toBe("a number of at most 3");
  expect(expectationOf(z.array(z.int()).max(3))).toBe("a list of 0 to 3, each a whole number");
  expect(expectationOf(z.array(z.int()).min(1).max(3))).toBe("a list of 1 to 3, each a whole number");
});

describe("a value in a message", () => {
  test.each<[unknown, string]>([
    ["x".repeat(100), `"${"x".repeat(79)} ... (102 characters)`],
    [new Float32Array(3), "Float32Array of 3"],
    [{ a: new Uint8Array(2), b: Number.NaN, c: 1n }, '{"a":"Uint8Array of 2","b":"NaN","c":"1n"}'],
    [new Map([[1, 2]]), "a Map of 1"],
    [() => 1, "a function"],
    [new AbortController(), "an object (AbortController)"],
    [Array(101).fill(0), "a list of 101"],
    [{ names: Array(101).fill("x") }, '{"names":"a list of 101"}'],
    [Object.fromEntries(Array.from({ length: 101 }, (_, at) => [at, at])), "a record of 101"],
    [Promise.resolve(1), "a Promise: await it"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    ["\u001b[31mred\u009b", '"\\u001b[31mred\\u009b"'],
  ])("%s", (value, words) => {
    expect(showValue(value)).toBe(words);
  });

  test("that refers to itself is told all the same", () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(showValue(circle)).toBe("an object");
  });
});

test("what a terminal would obey is shown", () => {
  expect(visible("a\u001b[2J\u202eb\nc\t")).toBe("a\\u001b[2J\\u202eb\\u000ac\\u0009");
  expect(visible("a\u001b\nb\tc", "lines")).toBe("a\\u001b\nb\tc");
});
