import { availableParallelism, cpus, loadavg, release, totalmem, type } from "node:os";

/** Words for the machine, as far as speed depends on it. */
export function describeMachine() {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return (
    `${cpu?.model.trim() ?? "unknown processor"}, ${availableParallelism()} cores, ${gigabytes} GiB of memory, ` +
    `${type()} ${release()} (${process.arch}), Node ${process.versions.node}`
  );
}

/**
 * Processes that were ready to run in the minute before, on average: well below one when the machine is quiet.
 * Always 0 on Windows.
 */
export function currentLoad() {
  return loadavg()[0] ?? 0;
}

/** When and where something is measured. */
export function circumstancesNow() {
  return { date: new Date().toISOString().slice(0, 10), machine: describeMachine(), load: currentLoad() };
}
