import { formatSeconds, type ProgressLine } from "./progress.ts";

/**
 * Tells a line of progress how much of a piece of work is done, which part of it is under way, and the time left at the
 * average rate so far.
 * @param now the time in seconds; a test gives its own
 */
export function createEstimate(
  line: Pick<ProgressLine, "update">,
  work: string,
  now: () => number = () => performance.now() / 1000,
): (done: number, total: number, part?: string) => void {
  const started = now();
  return (done, total, part) => {
    if (done === 0 || done === total) return;
    const left = ((now() - started) / done) * (total - done);
    const what = part === undefined ? work : `${work} (${part})`;
    line.update(`${what}: ${Math.floor((100 * done) / total)} %, ${formatSeconds(left)} left`);
  };
}
