import type { FigureFindings, PairResult, SeedSpread, StudyFigure } from "./results.ts";

/** The scale of a figure's comparisons. */
export type Scale = NonNullable<FigureFindings["model"]>["scale"];

/** A value with its unit: `0.08123 nats/pixel`. */
export function meanWords({ mean }: SeedSpread, { unit }: Pick<StudyFigure, "unit">): string {
  return withUnit(significant(mean, 4), unit);
}

/** A difference or a ratio, with its interval: `0.012 (0.010 to 0.014) nats/pixel`, `× 1.25 (1.20 to 1.31)`. */
export function estimateWords(
  { estimate, low, high }: Pick<PairResult, "estimate" | "low" | "high">,
  scale: Scale,
  { unit }: Pick<StudyFigure, "unit">,
): string {
  const decimals = Math.min(8, Math.max(0, 1 - Math.floor(Math.log10((high - low) / 2))));
  const [middle, ...ends] = [estimate, low, high].map((value) => withMinus(value.toFixed(decimals)));
  const words = `${middle} (${ends.join(" to ")})`;
  return scale === "ratio" ? `× ${words}` : withUnit(words, unit);
}

/** A difference by its size, with the direction in words: `lower by 0.012 (0.010 to 0.014) nats/pixel`; a ratio as it is. */
export function higherOrLower(
  interval: Pick<PairResult, "estimate" | "low" | "high">,
  scale: Scale,
  figure: Pick<StudyFigure, "unit">,
): string {
  if (scale === "ratio") return estimateWords(interval, scale, figure);
  const { estimate, low, high } = interval;
  if (estimate >= 0) return `higher by ${estimateWords(interval, scale, figure)}`;
  return `lower by ${estimateWords({ estimate: -estimate, low: -high, high: -low }, scale, figure)}`;
}

/** A difference or a factor without an interval. */
export function sizeOnScale(value: number, scale: Scale, { unit }: Pick<StudyFigure, "unit">): string {
  return scale === "ratio" ? `a factor of ${value.toFixed(3)}` : withUnit(significant(value, 2), unit);
}

/** A number with some significant digits, without a power of ten where that can be read. */
export function significant(value: number, digits: number): string {
  const text = Math.abs(value) >= 10 ** digits ? value.toFixed(0) : value.toPrecision(digits);
  return withMinus(text);
}

/** The second against the first instead: `b - a` for `a - b`, `b / a` for `a / b`. */
export function turned(pair: PairResult, scale: Scale): PairResult {
  const turn = (value: number): number => (scale === "ratio" ? 1 / value : -value);
  return {
    ...pair,
    ...{ first: pair.second, second: pair.first },
    ...{ estimate: turn(pair.estimate), low: turn(pair.high), high: turn(pair.low) },
    ...{ effect: -pair.effect, percent: pair.percent === null ? null : -pair.percent },
  };
}

function withUnit(words: string, unit: string): string {
  return unit === "" ? words : `${words} ${unit}`;
}

function withMinus(text: string): string {
  return text.replaceAll("-", "−").replace("e−", "e-");
}
