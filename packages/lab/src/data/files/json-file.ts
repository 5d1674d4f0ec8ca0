import { CorruptFileError } from "hourglass-core/internal/errors.ts";
import { type CheckOptions, checkValue, showValue } from "hourglass-core/internal/validation.ts";
import type { z } from "zod";

export interface JsonFileOptions extends Pick<CheckOptions, "advice"> {
  /** What the file's `format` must be, or one of what it may be: another says that it is of another version. */
  readonly format?: number | readonly number[];
}

/**
 * The content of a JSON file of our own, as its schema has it.
 * @param file its name, for messages
 * @throws CorruptFileError naming the file, and the field that is wrong, what was expected and what was found
 */
export function parseJsonFile<T>(
  bytes: Uint8Array,
  file: string,
  schema: z.ZodType<T>,
  { advice, format }: JsonFileOptions = {},
): T {
  const ending = advice === undefined ? "" : `; ${advice}`;
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new CorruptFileError(
      `${file} is damaged: ${showValue((error as Error).message).slice(1, -1)}${ending}`,
      {
        cause: error,
      },
    );
  }
  if (format !== undefined) {
    const found =
      typeof content === "object" && content !== null ? Reflect.get(content, "format") : undefined;
    const formats = [format].flat();
    if (!formats.includes(found)) {
      throw new CorruptFileError(
        `${file} is of another version of hourglass, or damaged: expected "format": ${formats.join(" or ")}, found ${showValue(found)}${ending}`,
      );
    }
  }
  return checkValue(schema, content, file, {
    refusal: CorruptFileError,
    ...(advice === undefined ? {} : { advice }),
  });
}
