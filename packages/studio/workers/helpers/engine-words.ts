/** Why nothing can be computed where there is no WebAssembly, and what to do. */
export const noWebAssembly: string =
  "this browser gives the page no WebAssembly, which does the arithmetic: it is switched off in lockdown modes and by strict security settings; " +
  "allow it for this page, or open the page in another browser";

/** What to say of a part of the page whose files do not come. */
export function unreachableWords(what: string): string {
  return (
    `${what} could not be loaded: expected its files from where this page came from, found no answer; ` +
    "see that the server is running, then try again"
  );
}
