import { availableParallelism } from "node:os";
import type { DeviceTrial } from "hourglass-core/internal/experiment/choose-device.ts";
import { createNodeRuntime } from "hourglass-core/internal/experiment/node-runtime.ts";
import type { DeviceChoice } from "hourglass-core/internal/runtime/device.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { MemoryOptions } from "../options/memory-option.ts";

interface RuntimeOptions extends MemoryOptions {
  /** 0, or none, for all cores. */
  readonly threads?: number | undefined;
  /** The processor, unless given. */
  readonly device?: DeviceChoice | undefined;
  /** What `auto` times some steps of, and is asked for then alone. */
  readonly trial?: () => Promise<DeviceTrial>;
}

/**
 * The runtime of a command.
 * @param onNotice told what the user may want to know of it
 */
export async function commandRuntime(
  { threads = 0, device = "cpu", memoryLimit, trial }: RuntimeOptions,
  onNotice: (text: string) => void,
): Promise<Runtime> {
  const cores = availableParallelism();
  // Measured on 2 cores: 64 threads trained a dense model 80 times slower than 2 did, a convolutional one 43 times.
  if (threads > cores) {
    onNotice(
      `${counted(threads, "thread")} share ${counted(cores, "core")} and wait for one another: this may take many times as long as ` +
        `with ${cores}, which is what you get without --threads.`,
    );
  }
  return createNodeRuntime({
    ...{ threads, device, onNotice },
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
    ...(device === "auto" && trial !== undefined ? { trial: await trial() } : {}),
  });
}
