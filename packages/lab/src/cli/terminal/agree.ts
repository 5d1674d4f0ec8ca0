import { createInterface } from "node:readline/promises";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { visible } from "hourglass-core/internal/visible.ts";

/** @throws UsageError where nobody sits at a terminal, and nobody said yes beforehand */
export function requireAnswerable(yes: boolean | undefined): void {
  if (yes === true || process.stdin.isTTY) return;
  throw new UsageError("nobody can be asked here (no terminal): add --yes to do it without a question");
}

/** Asks whoever is at the keyboard, unless that was answered beforehand. What is no yes is a no. */
export async function isAgreed(question: string, yes: boolean | undefined): Promise<boolean> {
  requireAnswerable(yes);
  if (yes === true) return true;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await asking.question(`${visible(question)} There is no way back. [y/N] `);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    asking.close();
  }
}
