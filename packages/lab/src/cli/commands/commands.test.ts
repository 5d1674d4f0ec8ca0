import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { programOf } from "../program.ts";
import { type Command, commandGroups } from "./command.ts";
import { commands } from "./commands.ts";

let printed: string;

beforeEach(() => {
  printed = "";
  const note = (text: string | Uint8Array): boolean => {
    printed += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(note);
  vi.spyOn(process.stderr, "write").mockImplementation(note);
});

afterEach(() => {
  vi.restoreAllMocks();
});

const called = vi.fn();
const invented: Command = {
  name: "invented",
  group: "keep",
  summary: "what nobody has written yet",
  description: "a command of a test",
  arguments: [["<RUN>", "folder of the run"]],
  options: [{ flags: "--times <N>", help: "how often", parse: Number }],
  load: async () => async (path: string, options: object) => called(path, options),
};

/** Prints help, or does what the words say. */
async function say(...words: readonly string[]): Promise<string> {
  await programOf([...commands, invented])
    .parseAsync(words, { from: "user" })
    .catch(() => undefined);
  return printed;
}

describe("a row of the table is a command", () => {
  test("in the overview, under its group", async () => {
    expect(await say("--help")).toMatch(/To keep:\n(?: {2}.+\n)* {2}invented +what nobody has written yet\n/);
  });

  test("with help of its own", async () => {
    expect(await say("invented", "--help")).toMatch(
      /^Usage: hourglass invented \[options\] <RUN>\n\na command of a test\n(?:.*\n)*? +--times <N> +how often/,
    );
  });

  test("which a mistyped word may have meant", async () => {
    expect(await say("invnted")).toContain("(Did you mean invented?)");
    expect(await say("invented", "a", "--tims", "2")).toContain(
      "(Did you mean --times?)\n(hourglass invented --help lists what it takes)",
    );
  });

  test("and gets what it was given", async () => {
    await say("invented", "a", "--times", "2");
    expect(called).toHaveBeenCalledExactlyOnceWith("a", { times: 2 });
  });
});

test("no name is given twice, and no group is empty", () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  expect(new Set(commands.map(({ group }) => group))).toEqual(new Set(Object.keys(commandGroups)));
});

test.each(commands)(
  "$name has what does it, for itself or for its parts",
  async ({ load, subcommands = [] }) => {
    const loads = [load, ...subcommands.map((one) => one.load)].filter((one) => one !== undefined);
    expect(loads.length).toBeGreaterThanOrEqual(Math.max(1, subcommands.length));
    for (const one of loads) expect(await one()).toBeTypeOf("function");
  },
);
