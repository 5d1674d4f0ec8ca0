import { expect, test } from "vitest";
import { createProgressLines } from "./progress-lines.ts";

function record(stream: { isTTY: boolean; columns?: number; rows?: number }): {
  lines: ReturnType<typeof createProgressLines>;
  written: () => string;
  later: (seconds: number) => void;
} {
  let text = "";
  let time = 0;
  const write = (part: string): void => {
    text += part;
  };
  return {
    lines: createProgressLines({ ...stream, write }, () => time),
    written: () => {
      const all = text;
      text = "";
      return all;
    },
    later: (seconds) => {
      time += seconds;
    },
  };
}

test("on a terminal the lines are rewritten in place, cut to its size", () => {
  const { lines, written, later } = record({ isTTY: true, columns: 10, rows: 3 });
  lines.update("whole", ["first is long", "second"]);
  expect(written()).toBe("whole\n  first i\n");
  lines.update("too soon", []);
  expect(written()).toBe("");
  later(1);
  lines.update("next", ["one"]);
  expect(written()).toBe("\x1b[2A\r\x1b[Jnext\n  one\n");
  lines.print("to stay");
  expect(written()).toBe("\x1b[2A\r\x1b[Jto stay\nnext\n  one\n");
  lines.done();
  expect(written()).toBe("\x1b[2A\r\x1b[J");
});

test("in a log there is a whole line every five seconds", () => {
  const { lines, written, later } = record({ isTTY: false });
  lines.update("a", ["part"]);
  later(4);
  lines.update("b", []);
  lines.print("to stay");
  later(1);
  lines.update("c", []);
  lines.done();
  expect(written()).toBe("a\nto stay\nc\n");
});

test("what a terminal would obey is shown", () => {
  const { lines, written } = record({ isTTY: true });
  lines.update("whole\u001b[2J", ["part\nof it"]);
  lines.print("to stay\u009b\nbelow");
  expect(written()).toBe(
    "whole\\u001b[2J\n  part\\u000aof it\n\x1b[2A\r\x1b[Jto stay\\u009b\nbelow\nwhole\\u001b[2J\n  part\\u000aof it\n",
  );
});
