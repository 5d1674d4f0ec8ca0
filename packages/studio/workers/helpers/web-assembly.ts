import { HourglassError } from "hourglass-core/internal/errors.ts";
import { createOpenCoder } from "hourglass-core/internal/inference/coder.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { noWebAssembly, unreachableWords } from "./engine-words.ts";

/** The bytes of a module with nothing in it. */
const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/**
 * Makes sure that programs can be compiled: some browsers have no WebAssembly, others refuse it to a page.
 * @throws HourglassError that says so
 */
export async function requireWebAssembly(): Promise<void> {
  try {
    await WebAssembly.compile(emptyModule);
  } catch (cause) {
    throw new HourglassError(noWebAssembly, { cause });
  }
}

/**
 * Loads a small program, and with it the files of the runtime, which has none of them before.
 * @throws HourglassError where they cannot be had
 */
export async function tryRuntime(runtime: Runtime): Promise<void> {
  const sampleShape = { height: 1, width: 1, channels: 1 };
  try {
    const coder = await createOpenCoder(runtime, buildModel("vanilla", { sampleShape, latentSize: 1 }));
    await coder.release();
  } catch (cause) {
    throw new HourglassError(unreachableWords("the engine"), { cause });
  }
}
