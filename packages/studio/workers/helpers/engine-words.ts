/** Why nothing can be computed where there is no WebAssembly, and what to do. */
export const noWebAssembly: string =
  "this browser gives the page no WebAssembly, which does the arithmetic: it is switched off in lockdown modes and by strict security settings; " +
  "allow it for this page, or open the page in another browser";

/** The same of what the arithmetic is built on. */
export const noSimd: string =
  "this browser's WebAssembly lacks SIMD, with which the engine is built: browsers have it since 2021 (Safari since 2023), unless it was switched off; " +
  "update this browser, or open the page in another one";

/** The same of the threads in which the page computes. */
export const noWorkers: string =
  "this browser gives the page no web workers, in which it computes so that it can be used meanwhile; " +
  "allow them for this page, or open the page in another browser";

/** The same of those that consist of several files. */
export const noModuleWorkers: string =
  "this browser starts no web workers of modules, of which the engine is made: browsers have them since 2021 (Firefox since 2023); " +
  "update this browser, or open the page in another one";

/** What no second attempt brings. */
export const lackWords: readonly string[] = [noWebAssembly, noSimd, noWorkers, noModuleWorkers];

/** By which a worker says that its script could not be had. */
export const notLoaded = "files of this worker did not come";

/** What to say of a part of the page whose files do not come. */
export function unreachableWords(what: string): string {
  return (
    `${what} could not be loaded: expected its files from where this page came from, found no answer; ` +
    "see that the server is running, then try again"
  );
}
