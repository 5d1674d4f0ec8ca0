/** How long a training is expected to take, in seconds on one thread. */
export interface RunEstimate {
  readonly training: number;
  /** Measures and the report. */
  readonly after: number;
}

export function totalSeconds({ training, after }: RunEstimate): number {
  return training + after;
}

/** The longest first: the short ones fill the gaps at the end. Equal ones stay in their order. */
export function longestFirst<T>(jobs: readonly T[], secondsOf: (job: T) => number): readonly T[] {
  return [...jobs].sort((a, b) => secondsOf(b) - secondsOf(a));
}

/** Seconds until jobs of these lengths are done, where each worker takes the next one when it is free. */
export function makespan(seconds: readonly number[], workers: number): number {
  const busyUntil = new Array<number>(Math.max(1, workers)).fill(0);
  for (const length of seconds) {
    const next = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[next] = (busyUntil[next] as number) + length;
  }
  return Math.max(...busyUntil);
}
