import { noModuleWorkers, noSimd, noWebAssembly, noWorkers } from "../workers/helpers/engine-words.ts";

// What nothing can be computed without. What the page goes on without is told by what misses it: threads by isolation.ts, storage by
// theme.ts, the clipboard by the button that copies.

/** A module whose one function counts bits of 16 bytes at a time, which only SIMD can. */
const simdModule = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  // The type () -> v128, a function of it, and its code: i32.const 0, i8x16.splat, i8x16.popcnt.
  ...[1, 5, 1, 0x60, 0, 1, 0x7b, 3, 2, 1, 0, 0x0a, 0x0a, 1, 8, 0, 0x41, 0, 0xfd, 0x0f, 0xfd, 0x62, 0x0b],
);

/** Why this browser cannot train, and what to do; `undefined` where it has all that is needed. Workers have what the page has. */
export function whatBrowserLacks(): string | undefined {
  if (globalThis.WebAssembly === undefined) return noWebAssembly;
  if (!WebAssembly.validate(simdModule)) return noSimd;
  if (globalThis.Worker === undefined) return noWorkers;
  return undefined;
}

/** Why a worker did not start, where that is the browser's doing; `undefined` where it is not. */
export function whatWorkersLack(): string | undefined {
  let isModuleRead = false;
  const options = {
    // Asked for by browsers that know of modules.
    get type(): WorkerType {
      isModuleRead = true;
      return "module";
    },
  };
  const empty = URL.createObjectURL(new Blob([], { type: "text/javascript" }));
  try {
    new Worker(empty, options).terminate();
  } catch {
    return noWorkers;
  } finally {
    URL.revokeObjectURL(empty);
  }
  return isModuleRead ? undefined : noModuleWorkers;
}
