import * as everywhere from "hourglass-lab";
import * as forNode from "hourglass-lab/node";
import { afterAll, describe, expect, test } from "vitest";
import { type PublicCall, publicCalls } from "./support/public-calls.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

// Whatever a function of the public interface is given, it does what it says or refuses in words.

const exported: Readonly<Record<string, unknown>> = { ...everywhere, ...forNode };
const isClass = (value: unknown): boolean => typeof value === "function" && /^class\b/.test(String(value));
const functions = Object.keys(exported).filter(
  (name) => typeof exported[name] === "function" && !isClass(exported[name]),
);

const folder = await temporaryFolder();
const home = process.cwd();
// Where junk is taken for a path, its files belong here.
process.chdir(folder.path);
const calls = await publicCalls(folder.path);

afterAll(async () => {
  process.chdir(home);
  await folder[Symbol.asyncDispose]();
});

const circle: Record<string, unknown> = {};
circle["self"] = circle;

/** What no function asks for, and what some do: then it is right. */
const junk: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2n ** 70n,
  true,
  "",
  "x",
  "\0",
  Symbol("x"),
  [],
  [null],
  {},
  circle,
  Object.create(null),
  () => 1,
  new Uint8Array(3),
  new Uint8ClampedArray(3),
  new Float32Array(3).fill(Number.NaN),
  new Float64Array(3),
  new Map(),
  new Map([["x", 1]]),
  new Date(0),
  Promise.resolve(1),
];

/** Records within records that are spoilt: options of options, and the parts of data; of what takes a second each, the options. */
const depthOf = ({ name }: PublicCall): number => (name === "trainRun" ? 1 : 2);

/** Far above what any of these calls takes, on a machine with other work. */
const patience = 20_000;

async function outcomeOf({ call }: PublicCall, given: readonly unknown[]): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer after ${patience} ms`)), patience);
  });
  try {
    await Promise.race([(async () => call(...(given as never[])))(), late]);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    clearTimeout(timer);
  }
}

/** What is the matter with how a call ended; `undefined` where it did its work, or refused in words. */
function faultOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  if (!(error instanceof everywhere.HourglassError)) {
    const frames = error instanceof Error ? (error.stack ?? "").split("\n") : [];
    return [String(error), frames.find((line) => line.includes("/src/"))].join(" ");
  }
  const isOurs =
    error.message.length > 10 &&
    error.message.length < 2000 &&
    !/undefined|is not a function|Cannot (read|destructure)|Invalid (input|option)|another value|\[object|defect/.test(
      error.message,
    );
  return isOurs ? undefined : error.message;
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A value with junk in the place of each of its parts, records within records included. */
function* spoilt(value: unknown, depth: number): Generator<readonly [what: string, value: unknown]> {
  for (const wrong of junk) {
    // What a function of the caller's does is its own affair.
    if (typeof value === "function" && typeof wrong === "function") continue;
    yield [describeValue(wrong), wrong];
  }
  if (depth === 0 || !isPlain(value)) return;
  yield ["with a misspelt name", { ...value, misspelt: 1 }];
  for (const [name, part] of Object.entries(value)) {
    for (const [what, wrong] of spoilt(part, depth - 1)) {
      yield [`${name}: ${what}`, { ...value, [name]: wrong }];
    }
  }
}

function describeValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null
    ? (Object.prototype.toString.call(value) as string)
    : String(value);
}

test("every function that is exported has a right call", () => {
  const called = new Set(calls.map(({ name }) => name));
  expect(functions.filter((name) => !called.has(name))).toEqual([]);
});

describe.each(calls.map((call) => [call.name, call] as const))("%s", (_, call) => {
  test("does what it is for, or says what is in the way", async () => {
    expect(faultOf(await outcomeOf(call, call.given))).toBeUndefined();
  });

  test("refuses in words whatever else it is given", async () => {
    const faults: string[] = [];
    for (const [place, right] of call.given.entries()) {
      for (const [what, wrong] of spoilt(right, depthOf(call))) {
        const fault = faultOf(await outcomeOf(call, call.given.with(place, wrong)));
        if (fault !== undefined) faults.push(`argument ${place + 1}: ${what}: ${fault}`);
      }
    }
    expect(faults).toEqual([]);
  });
});
