import { UsageError } from "hourglass-core/internal/errors.ts";
import { showValue } from "hourglass-core/internal/validation.ts";

/** The whole number that an option was given. @throws UsageError naming the option, what was expected and what was found */
export function wholeNumber(option: string, words: string, minimum: number, maximum: number): number {
  const number = words.trim() === "" ? Number.NaN : Number(words);
  if (Number.isInteger(number) && number >= minimum && number <= maximum) return number;
  throw new UsageError(
    `${option}: expected a whole number from ${minimum} to ${maximum}, found ${showValue(words)}`,
  );
}
