import { availableParallelism } from "node:os";
import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { MemoryOptions } from "../options/memory-option.ts";

interface RuntimeOptions extends MemoryOptions {
  /** 0, or none, for all cores. */
  readonly threads?: number;
  readonly webAssembly?: boolean;
}

/**
 * The runtime of a command.
 * @param onNotice told what the user may want to know of it
 * @param before on what the work began that goes on: another runtime or number of threads could change the last bits
 */
export async function commandRuntime(
  options: RuntimeOptions,
  onNotice: (text: string) => void,
  before?: { readonly runtime: string; readonly threads: number },
): Promise<Runtime> {
  const { memoryLimit } = options;
  const threads = before?.threads ?? options.threads ?? 0;
  const webAssembly = options.webAssembly === true || before?.runtime.includes("WebAssembly") === true;
  const cores = availableParallelism();
  // Measured on 2 cores: 64 threads trained a dense model 80 times slower than 2 did, a convolutional one 43 times.
  if (threads > cores) {
    onNotice(
      `${counted(threads, "thread")} share ${counted(cores, "core")} and wait for one another: this may take many times as long as ` +
        `with ${cores}, which is what you get without --threads.`,
    );
  }
  return createNodeRuntime({
    ...{ threads, webAssembly, onNotice },
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
  });
}
