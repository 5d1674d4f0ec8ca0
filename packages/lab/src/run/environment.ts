import { arch, cpus, platform, release } from "node:os";
import { type Device, deviceOfDescription } from "hourglass-core/internal/runtime/device.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { version } from "../version.ts";
import type { RunSummary } from "./files/summary.ts";

export type Environment = RunSummary["environment"];

/** What a run ran on: with the settings, all that its numbers depend on. */
export function describeEnvironment(runtime: Runtime): Environment {
  const processors = cpus();
  return {
    hourglass: version(),
    runtime: runtime.description,
    device: runtime.device,
    node: process.version,
    platform: `${platform()} ${release()} ${arch()}`,
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    threads: runtime.threads,
  };
}

/** What did the arithmetic of a run; of runs that were stored before it was recorded, by the description. */
export function deviceOf({ device, runtime }: Pick<Environment, "device" | "runtime">): Device {
  return device ?? deviceOfDescription(runtime);
}
