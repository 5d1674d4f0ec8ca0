import { basename, isAbsolute } from "node:path";
import { columnMeanings } from "hourglass-core/internal/data/columns/columns.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { axesOf, type SampleShape, sampleSize, tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { visible } from "hourglass-core/internal/visible.ts";
import { capitalise, withArticle } from "hourglass-core/internal/words.ts";
import type { RunSummary } from "../../run/files/summary.ts";

// What the READMEs of all that is exported have in common.

/** A text as Markdown that shows it, on one line: no markup, no HTML, no formula. Underscores within words mean nothing. */
export function markdown(text: string): string {
  return visible(text).replaceAll(/[\\`*[\]<>~$#]|&(?=#?\w+;)|(?<!\w)_|_(?!\w)/g, "\\$&");
}

/** The data of a training, as an entry of a list. */
export function dataLine({ title, source, licence }: RunSummary["dataset"]): string {
  return `- Data: ${markdown(title)}. Source: ${markdown(passedOn(source))}. Licence: ${markdown(licence)}.`;
}

/** Of a path on this machine its last part: the rest says nothing to others, and more than they need to know. */
function passedOn(source: string): string {
  return isAbsolute(source) ? basename(source) : source;
}

/** Samples as programs take them and give them back: `float32 [N, 784] in [0, 1]`. */
export function floatWords(shape: SampleShape): string {
  return `float32 \`[N, ${sampleSize(shape)}]\`${kindOfSamples(shape).bounded ? " in [0, 1]" : ""}`;
}

/** What a sample is, and of the row of a table what each of its values is. */
export function samplesSection(shape: SampleShape): string {
  const { title, plural, bounded, fields } = kindOfSamples(shape);
  const axes = axesOf(shape);
  const sizes = axes.length === 1 ? "" : ` = ${axes.join(" x ")}`;
  return `## ${capitalise(plural)}

${capitalise(withArticle(title))} is a row of ${sampleSize(shape)}${sizes} values (${Object.keys(fields).join(", ")}; row-major)${
    bounded
      ? `: its bytes,
0 to 255, divided by 255. Nothing else is done to them, no mean is subtracted.`
      : `
in the units of the data. They are standardised inside of ONNX, by the mean and the deviation of the training samples
(\`samples.mean\` and \`samples.deviation\` of the weights).`
  }${columnsList(shape)}`;
}

function columnsList(shape: SampleShape): string {
  const table = tableOf(shape);
  if (table === undefined) return "";
  const lines = columnMeanings(table).map((meaning, place) => `${place + 1}. ${markdown(meaning)}`);
  return `\n\nThe values of a row, in order:\n\n${lines.join("\n")}`;
}

/** The units of reconstructions: sentences that follow on {@link samplesSection}. */
export function reconstructionWords(shape: SampleShape): string {
  if (kindOfSamples(shape).bounded) return "Reconstructions are on the same scale.";
  const units = "Reconstructions are in the units of the data.";
  if (tableOf(shape) === undefined) return units;
  return `${units} Of a column of words a reconstruction has the most probable one. What is missing comes back as what the model expects.`;
}

/** What stands above the programs that run the files. */
export const runtimeNotice = `ONNX Runtime, which runs the files below, reports what it does to Microsoft on Linux and macOS (from version 1.29 on), unless the
environment has ORT_DISABLE_TELEMETRY=1.`;

/** The start of a program in Python: the samples are `given`. */
export function pythonStart(shape: SampleShape): string {
  const { plural, bounded } = kindOfSamples(shape);
  return `# pip install numpy onnxruntime
import numpy as np
import onnxruntime as ort

${plural} = np.zeros((2, ${axesOf(shape).join(", ")}), np.${bounded ? "uint8" : "float32"})  # your ${plural}

given = ${plural}.reshape(len(${plural}), ${sampleSize(shape)})${bounded ? ".astype(np.float32) / 255" : ""}`;
}

/** In Python: `rebuilt` as samples. */
export function pythonRebuilt(shape: SampleShape): string {
  const { plural, bounded } = kindOfSamples(shape);
  return `rebuilt_${plural} = ${bounded ? "np.round(rebuilt * 255).astype(np.uint8)" : "rebuilt"}.reshape(${plural}.shape)`;
}

/** The start of a program in JavaScript, likewise. */
export function javascriptStart(shape: SampleShape): string {
  const { plural, bounded } = kindOfSamples(shape);
  const size = sampleSize(shape);
  return `// npm install onnxruntime-node; in a browser, import onnxruntime-web
import { InferenceSession, Tensor } from "onnxruntime-node";

const ${plural} = new ${bounded ? "Uint8Array" : "Float32Array"}(2 * ${size}); // your ${plural}

const given = new Tensor("float32", ${bounded ? `Float32Array.from(${plural}, (byte) => byte / 255)` : plural}, [2, ${size}]);`;
}
