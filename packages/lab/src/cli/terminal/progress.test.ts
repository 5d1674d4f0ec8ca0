import { beforeEach, describe, expect, test } from "vitest";
import { createProgressLine, formatCount, formatMegabytes, formatSeconds } from "./progress.ts";

let written: string;
let seconds: number;

beforeEach(() => {
  written = "";
  seconds = 0;
});

const stream = (terminal: boolean, columns = 80): Parameters<typeof createProgressLine>[0] => ({
  isTTY: terminal,
  columns,
  write: (text) => {
    written += text;
  },
});

describe("on a terminal", () => {
  test("the line is rewritten in place, and not too often", () => {
    const line = createProgressLine(stream(true), () => seconds);
    line.update("one");
    line.update("too soon");
    seconds = 0.2;
    line.update("two");
    expect(written).toBe("\rone\x1b[K\rtwo\x1b[K");
  });

  test("what is printed stays above it, and the last word below", () => {
    const line = createProgressLine(stream(true), () => seconds);
    line.update("half");
    line.print("a notice");
    line.done("all");
    expect(written).toBe("\rhalf\x1b[K\r\x1b[Ka notice\n\rhalf\x1b[K\r\x1b[Kall\n");
  });

  test("a long line is cut to the width: one that wraps cannot be rewritten", () => {
    createProgressLine(stream(true, 5), () => seconds).update("abcdefgh");
    expect(written).toBe("\rabcd\x1b[K");
  });
});

test("elsewhere it is a whole line now and then, without control characters", () => {
  const line = createProgressLine(stream(false), () => seconds);
  for (seconds = 0; seconds < 12; seconds++) line.update(`${seconds} s`);
  line.print("a notice");
  line.done("all");
  expect(written).toBe("0 s\n5 s\n10 s\na notice\nall\n");
});

test("numbers are written for people", () => {
  expect([0.4, 59.4, 59.6, 185, 3600, 7790].map(formatSeconds)).toEqual([
    "0 s",
    "59 s",
    "1 min 00 s",
    "3 min 05 s",
    "1 h 00 min",
    "2 h 10 min",
  ]);
  expect(formatMegabytes(11_490_000)).toBe("11.5 MB");
  expect(formatCount(60_000)).toBe("60,000");
});

test("what a terminal would obey is shown", () => {
  const line = createProgressLine(stream(true), () => seconds);
  line.update("a\u001b[2J\nb");
  line.print("c\u009b\nd");
  line.done("e\u202e");
  expect(written).toBe(
    "\ra\\u001b[2J\\u000ab\x1b[K\r\x1b[Kc\\u009b\nd\n\ra\\u001b[2J\\u000ab\x1b[K\r\x1b[Ke\\u202e\n",
  );
});
