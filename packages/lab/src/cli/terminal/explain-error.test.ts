import { open } from "node:fs/promises";
import { CommanderError } from "commander";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { describe, expect, test } from "vitest";
import { exitCodes } from "./exit-codes.ts";
import { explainError } from "./explain-error.ts";

const withCode = (code: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { code, ...more });

describe("an error in words, with the exit code", () => {
  test.each<[string, unknown, string, number]>([
    ["a refusal", new HourglassError("x: expected 1, found 2"), "error: x: expected 1, found 2", 1],
    ["what was asked for wrongly", new UsageError("--x: no"), "error: --x: no", exitCodes.usage],
    ["Ctrl-C", new DOMException("aborted", "AbortError"), "interrupted", exitCodes.interrupted],
    ["help that was asked for", new CommanderError(0, "commander.helpDisplayed", "help"), "", exitCodes.done],
    ["an unknown option", new CommanderError(1, "commander.unknownOption", "no"), "", exitCodes.usage],
    [
      "too few file handles",
      withCode("EMFILE", "EMFILE: too many open files, open 'a.js'", { syscall: "open", path: "a.js" }),
      "error: cannot open a.js: too many files are open in this process (EMFILE); let it have more with ulimit -n 4096, and try again",
      1,
    ],
    [
      "a full disk",
      withCode("ENOSPC", "ENOSPC: no space left on device, write", { syscall: "write" }),
      "error: cannot write: the disk is full (ENOSPC); free some space, or choose another folder",
      1,
    ],
    [
      "a name that is taken",
      withCode("EEXIST", "EEXIST: file already exists, rename 'a' -> 'b'", {
        ...{ syscall: "rename", path: "a", dest: "b" },
      }),
      "error: cannot rename a as b: it is there already (EEXIST)",
      1,
    ],
    [
      "what the system says and nobody has thought of",
      withCode("EPROTO", "EPROTO: protocol error, read", { syscall: "read" }),
      "error: cannot read: EPROTO: protocol error, read (EPROTO)",
      1,
    ],
    [
      "a part of the program that is missing",
      withCode("ERR_MODULE_NOT_FOUND", "Cannot find package 'yaml'\nimported from x"),
      "error: a part of the program cannot be loaded (Cannot find package 'yaml'); install hourglass again",
      1,
    ],
    [
      "a defect",
      new TypeError("x is undefined"),
      "error: x is undefined\nThis is a defect of hourglass; --debug shows where it happened.",
      1,
    ],
    [
      "no error at all",
      "oh",
      "error: oh\nThis is a defect of hourglass; --debug shows where it happened.",
      1,
    ],
  ])("%s", (_, error, text, exitCode) => {
    expect(explainError(error, false)).toEqual({ text, exitCode });
  });

  test("of Node itself", async () => {
    const error = await open("nowhere/x").catch((problem: unknown) => problem);
    expect(explainError(error, false).text).toBe(
      "error: cannot open nowhere/x: there is no such file or folder (ENOENT)",
    );
  });

  const fail = (error: Error): never => {
    throw error;
  };
  test.each<[string, () => unknown]>([
    ["an array", () => new ArrayBuffer(2 ** 52)],
    ["a typed array", () => new Float64Array(2 ** 52)],
    ["a text", () => "x".repeat(2 ** 30)],
    ["what the system says", () => fail(withCode("ENOMEM", "ENOMEM: no", { syscall: "read" }))],
    [
      "ONNX Runtime's",
      () => fail(new Error("Failed to allocate memory for requested buffer of size 8000000")),
    ],
    ["C++'s", () => fail(new Error("std::bad_alloc"))],
  ])("memory that there is not: %s", (_, take) => {
    let error: unknown;
    try {
      take();
    } catch (problem) {
      error = problem;
    }
    const { text } = explainError(error, false);
    expect(text).toMatch(/^error: .*out of memory .*; close other programs, or ask for less: /);
    expect(text).not.toContain("defect");
  });

  test("what to do about the system follows what failed for that", () => {
    const cause = withCode("EMFILE", "EMFILE: too many open files, open 'x'", { syscall: "open" });
    const error = new HourglassError(`cannot read x: ${cause.message}`, { cause });
    expect(explainError(error, false).text).toBe(
      "error: cannot read x: EMFILE: too many open files, open 'x'\nlet it have more with ulimit -n 4096, and try again",
    );
  });

  test("with --debug the stack follows", () => {
    const { text } = explainError(new UsageError("--x: no"), true);
    expect(text).toMatch(/^error: --x: no\nUsageError: --x: no\n {4}at /);
  });
});
