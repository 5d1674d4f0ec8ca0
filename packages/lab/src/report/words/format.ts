import { describeShape, isImageShape, type SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { MeanAndDeviation } from "../../evaluation/spread.ts";

const fourDigits = new Intl.NumberFormat("en-US", {
  minimumSignificantDigits: 4,
  maximumSignificantDigits: 4,
});
const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Four significant digits, the precision of every measured number in a report; tiny and vast ones as a power of ten. */
export function formatNumber(value: number): string {
  // A file has null where there was no number.
  if (!Number.isFinite(value)) return "not finite";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e9) return withMinusSign(fourDigits.format(value));
  const [digits, exponent] = value.toExponential(3).split("e") as [string, string];
  return `${withMinusSign(digits)} × 10${superscript(exponent)}`;
}

/** `0.0712 ± 0.0003`: the deviation with two significant digits and the mean with as many decimals, at most six. */
export function formatMeanAndDeviation(mean: number, deviation: number | undefined): string {
  if (deviation === undefined) return formatNumber(mean);
  if (deviation === 0) return `${formatNumber(mean)} ± 0`;
  const decimals = Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(deviation))));
  const format = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return `${withMinusSign(format.format(mean))} ± ${format.format(deviation)}`;
}

/** `0.07120 ± 0.003410`: mean and standard deviation over images, in the digits of every measured number. */
export function formatSpread({ mean, standardDeviation }: MeanAndDeviation): string {
  return `${formatNumber(mean)} ± ${formatNumber(standardDeviation)}`;
}

/** A whole number with thousands separated: 60,000. */
export function formatCount(value: number): string {
  return withMinusSign(grouped.format(value));
}

/** A share as a percentage with one decimal; what is not all is never rounded to 100, nor what is not none to 0. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.0005) return "< 0.1%";
  if (share < 1 && share > 0.9995) return "> 99.9%";
  return `${oneDecimal.format(share * 100)}%`;
}

export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${oneDecimal.format(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `28 × 28`, and the number of channels where it is not 1; `30 columns`. */
export function formatShape(shape: SampleShape): string {
  if (!isImageShape(shape)) return describeShape(shape);
  const size = `${shape.height} × ${shape.width}`;
  return shape.channels === 1 ? size : `${size} × ${shape.channels}`;
}

/** A layer as it describes itself, `dense 784 -> 32, relu`, in the signs of print. */
export function formatLayer(description: string): string {
  return description.replaceAll(" -> ", " → ").replaceAll(" x ", " × ");
}

function withMinusSign(text: string): string {
  return text.replace("-", "−");
}

function superscript(exponent: string): string {
  const digits: Readonly<Record<string, string>> = {
    "+": "",
    "-": "⁻",
    "0": "⁰",
    "1": "¹",
    "2": "²",
    "3": "³",
    "4": "⁴",
    "5": "⁵",
    "6": "⁶",
    "7": "⁷",
    "8": "⁸",
    "9": "⁹",
  };
  return exponent.replace(/./g, (character) => digits[character] ?? character);
}
