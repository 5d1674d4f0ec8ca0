/**
 * Lets the worker receive messages: while promises only follow one another it is deaf, and a pause that is asked for would
 * come too late.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
