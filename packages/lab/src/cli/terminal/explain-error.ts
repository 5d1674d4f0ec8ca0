import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { adviceOn, systemErrorWords } from "hourglass-core/internal/system-error.ts";
import { fileLimit } from "../../server/file-limit.ts";
import { exitCodes } from "./exit-codes.ts";

/** What an error says to the person at the keyboard, and to the shell. */
export interface Explanation {
  /** Nothing where it was said already. */
  readonly text: string;
  readonly exitCode: number;
}

/**
 * Any error in words: one that somebody can act on says how, and only a defect of the program says that it is one.
 * @param debug whether the stack follows
 */
export function explainError(error: unknown, debug: boolean): Explanation {
  const { text, exitCode } = explain(error);
  if (!debug || text === "" || !(error instanceof Error)) return { text, exitCode };
  return { text: `${text}\n${error.stack}`, exitCode };
}

function explain(error: unknown): Explanation {
  if (error instanceof HourglassError) {
    const advice = adviceOn(error.cause);
    const isSaid = advice === undefined || error.message.includes(advice);
    return {
      text: `error: ${error.message}${isSaid ? "" : `\n${advice}`}`,
      exitCode: error instanceof UsageError ? exitCodes.usage : exitCodes.failed,
    };
  }
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  if (name === "AbortError") return { text: "interrupted", exitCode: exitCodes.interrupted };
  if (name === "CommanderError") {
    // It has said it itself, also where that was help that was asked for.
    const { exitCode } = error as { readonly exitCode?: number };
    return { text: "", exitCode: exitCode === 0 ? exitCodes.done : exitCodes.usage };
  }
  const words = systemErrorWords(error) ?? loadingWords(error, message);
  if (words !== undefined) return { text: `error: ${words}`, exitCode: exitCodes.failed };
  return {
    text: `error: ${message}\nThis is a defect of hourglass; --debug shows where it happened.`,
    exitCode: exitCodes.failed,
  };
}

/** What systems let a process have at least, unless somebody has lowered it. */
const usualFileLimit = 256;

/** A part of the program that is not there, or was made for another machine. */
function loadingWords(error: unknown, message: string): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code !== "string" || !/MODULE_NOT_FOUND$|^ERR_DLOPEN_FAILED$|^ERR_INVALID_PACKAGE/.test(code)) {
    return undefined;
  }
  const [first] = message.split("\n");
  const limit = fileLimit();
  // Without a file handle for it, a package is not found.
  const toDo =
    limit < usualFileLimit
      ? `this process may have only ${limit} files open: let it have more with ulimit -n 4096; if that does not help, `
      : "";
  return `a part of the program cannot be loaded (${first}); ${toDo}install hourglass again`;
}
