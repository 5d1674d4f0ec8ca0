import { UsageError } from "hourglass-core/internal/errors.ts";
import { leastMemory } from "hourglass-core/internal/runtime/memory.ts";
import { visible } from "hourglass-core/internal/visible.ts";
import { sizeWords } from "hourglass-core/internal/words.ts";
import type { CommandOption } from "../commands/command.ts";

const units: Readonly<Record<string, number>> = {
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

export interface MemoryOptions {
  /** Bytes. */
  readonly memoryLimit?: number;
}

/** How much memory a command may take. */
export const memoryOption: CommandOption = {
  flags: "--memory-limit <SIZE>",
  help: "refuse what would take more memory, by an estimate: 2GB, 500MB (default: what the machine has)",
  parse: parseSize,
};

/** Bytes of `2GB`, `1.5 GiB`. @throws UsageError on other words, and on less than the program itself takes */
function parseSize(words: string): number {
  const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/i.exec(words) ?? [];
  const size = Number(number) * (units[unit.toLowerCase()] ?? Number.NaN);
  if (size >= leastMemory && Number.isSafeInteger(Math.round(size))) return Math.round(size);
  throw new UsageError(
    `--memory-limit: expected a size of at least ${sizeWords(leastMemory)} with its unit, such as 2GB or 500MB, found "${visible(words)}"`,
  );
}
