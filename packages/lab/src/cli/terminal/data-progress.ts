import { counted } from "hourglass-core/internal/words.ts";
import type { DataOptions, Progress } from "../../data/data-options.ts";
import { formatCount, formatMegabytes, formatSeconds, type ProgressLine } from "./progress.ts";

/**
 * Words for the progress of a download or a generated set: how much, how fast, and the time left, judged by
 * the average rate since the work on the present label began.
 * @param now the time in seconds; a test gives its own
 */
export function createProgressFormat(
  now: () => number = () => performance.now() / 1000,
): (progress: Progress) => string {
  let label: string | undefined;
  let started = 0;
  let startedWith = 0;
  return (progress) => {
    // What a resumed download had at its start says nothing about the rate; a restarted one begins anew.
    if (progress.label !== label || progress.done < startedWith) {
      label = progress.label;
      started = now();
      startedWith = progress.done;
    }
    const amount = progress.unit === "bytes" ? formatMegabytes : countOf(progress.unit);
    const seconds = now() - started;
    const rate = seconds > 0 ? (progress.done - startedWith) / seconds : 0;
    const parts = [
      progress.total > 0
        ? `${progress.unit === "bytes" ? amount(progress.done) : formatCount(Math.round(progress.done))} of ${amount(progress.total)}`
        : `${amount(progress.done)}`,
    ];
    if (rate > 0) parts.push(`${amount(rate)}/s`);
    if (rate > 0 && progress.total > 0) {
      parts.push(`${formatSeconds((progress.total - progress.done) / rate)} left`);
    }
    return `${progress.label}: ${parts.join(", ")}`;
  };
}

/** What tells a line of progress how far data are, and what the user may want to know of them. */
export function dataHooks(
  line: Pick<ProgressLine, "update" | "print">,
): Required<Pick<DataOptions, "onNotice" | "onProgress">> {
  const format = createProgressFormat();
  return { onNotice: line.print, onProgress: (progress) => line.update(format(progress)) };
}

function countOf(unit: string): (count: number) => string {
  return (count) => counted(Math.round(count), unit.replace(/s$/, ""), unit);
}
