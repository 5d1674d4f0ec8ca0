import { arch, cpus, platform, release } from "node:os";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { version } from "../version.ts";
import type { RunSummary } from "./files/summary.ts";

/** What a run ran on: with the settings, all that its numbers depend on. */
export function describeEnvironment(runtime: Runtime): RunSummary["environment"] {
  const processors = cpus();
  return {
    hourglass: version(),
    runtime: runtime.description,
    node: process.version,
    platform: `${platform()} ${release()} ${arch()}`,
    cpu: processors[0]?.model.trim() ?? "unknown",
    cores: processors.length,
    threads: runtime.threads,
  };
}
