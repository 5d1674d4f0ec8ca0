import { describe, expect, test } from "vitest";
import { UsageError } from "../errors.ts";
import { checkValue } from "../validation.ts";
import type { Kind } from "./kind.ts";
import { choiceSchema } from "./schema.ts";
import { kindTable } from "./table.ts";
import { choiceOf, expectedForms, formOf, wordOf } from "./word.ts";

const number = { minimum: 0, maximum: 1, first: 0.5 } as const;
const plain: Kind = { name: "plain", title: "plain", fields: {} };
const pair: Kind = {
  name: "pair",
  title: "a pair",
  fields: {
    k: { title: "k", placeholder: "K", minimum: 1, maximum: 9, first: 2, whole: true },
    from: {
      title: "from",
      placeholder: "FROM",
      minimum: 1,
      maximum: 9,
      first: 2,
      whole: true,
      optional: true,
    },
  },
  rule: { words: "FROM >= K", holds: ({ k, from = k }) => Number(from) >= Number(k) },
};
const pushed: Kind = {
  name: "pushed",
  title: "pushed",
  fields: {
    momentum: { title: "momentum", placeholder: "MOMENTUM", ...number },
    nesterov: { title: "Nesterov's form", placeholder: "nesterov", flag: true, optional: true },
  },
};
const table = kindTable<Kind>("thing", [plain, pair, pushed]);

describe("a word", () => {
  test.each([
    ["plain", { kind: "plain" }],
    ["pair:3", { kind: "pair", k: 3 }],
    ["pair:3,4", { kind: "pair", k: 3, from: 4 }],
    ["pushed:0.9", { kind: "pushed", momentum: 0.9 }],
    ["pushed:0.9,nesterov", { kind: "pushed", momentum: 0.9, nesterov: true }],
  ])("%s is a choice, and back", (word, choice) => {
    expect(choiceOf(table, word)).toEqual(choice);
    expect(wordOf(table, choice)).toBe(word);
  });

  test("leaves out a flag that is not set", () => {
    expect(choiceOf(table, "pushed:0.9,false")).toEqual({ kind: "pushed", momentum: 0.9 });
  });

  test.each([
    ...["", "other", "plain:1", "pair", "pair:", "pair:1.5", "pair:0", "pair:3,2", "pair:3,4,5", "pair:3:4"],
    ...["pushed:2", "pushed:0.9,yes", "pushed:nesterov", "constructor"],
  ])("%o is none", (word) => {
    expect(choiceOf(table, word)).toBeUndefined();
  });

  test("has a form, and the forms of a table say the limits", () => {
    expect([plain, pair, pushed].map(formOf)).toEqual([
      "plain",
      "pair:K[,FROM]",
      "pushed:MOMENTUM[,nesterov]",
    ]);
    expect(expectedForms(table, "none")).toBe(
      "none, plain, pair:K[,FROM] (K whole, from 1 to 9, FROM whole, from 1 to 9, FROM >= K) or pushed:MOMENTUM[,nesterov] (MOMENTUM from 0 to 1)",
    );
  });
});

test("a record is refused with the place, what was expected and what was found", () => {
  const check = (value: unknown) => () => checkValue(choiceSchema(table), value, "here");
  expect(check({ kind: "pair", k: 12 })).toThrow("here: k: expected a whole number from 1 to 9, found 12");
  expect(check({ kind: "pair", k: 3, from: 2 })).toThrow("here: expected FROM >= K, found");
  expect(check({ kind: "other" })).toThrow('here: kind: expected one of plain, pair, pushed, found "other"');
  expect(check({ kind: "plain", k: 1 })).toThrow('here: unknown name "k": choose from kind');
  expect(check(3)).toThrow("here: expected a record whose kind is one of plain, pair, pushed, found 3");
});

test("a kind that is registered is there until it is taken away", () => {
  const schema = choiceSchema(table);
  expect(schema.safeParse({ kind: "mine" }).success).toBe(false);
  const remove = table.register({ name: "mine", title: "mine", fields: {} });
  expect(schema.safeParse({ kind: "mine" }).success).toBe(true);
  expect(() => table.register({ name: "mine", title: "again", fields: {} })).toThrow(UsageError);
  expect(() => table.register({ name: "My Kind", title: "", fields: {} })).toThrow("small letters");
  remove();
  expect(schema.safeParse({ kind: "mine" }).success).toBe(false);
  expect(() => table.of("mine")).toThrow('unknown thing "mine": choose one of plain, pair, pushed');
});
