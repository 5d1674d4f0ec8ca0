import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { RunSummary } from "hourglass-lab/internal/run/files/summary.ts";
import manifest from "../../../../package.json" with { type: "json" };

/** What a run in a page ran on, as far as a page is told. */
export function browserEnvironment(runtime: Runtime): RunSummary["environment"] {
  return {
    hourglass: manifest.version,
    runtime: runtime.description,
    device: runtime.device,
    node: "none: trained in a browser",
    platform: navigator.userAgent,
    cpu: "not told to a page",
    cores: navigator.hardwareConcurrency,
    threads: runtime.threads,
  };
}
