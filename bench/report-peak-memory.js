/** Loaded before the command line: leaves the peak memory of the process, in bytes, in a file when it ends. */
import { writeFileSync } from "node:fs";

const { HOURGLASS_BENCH_PEAK_MEMORY: file } = process.env;
if (file !== undefined) {
  process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS * 1024)));
}
