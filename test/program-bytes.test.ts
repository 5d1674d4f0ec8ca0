import { createHash } from "node:crypto";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { initialWeights } from "hourglass-core/internal/model/model.ts";
import { decoderProgram, encoderProgram } from "hourglass-core/internal/program/coder.ts";
import { evaluatorProgram } from "hourglass-core/internal/program/evaluator.ts";
import { trainerProgram } from "hourglass-core/internal/program/trainer.ts";
import { validatorProgram } from "hourglass-core/internal/program/validator.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { presetNames } from "hourglass-core/internal/settings/presets.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { objectiveOf, trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { expect, test } from "vitest";
import { sampleTable } from "./support/tables.ts";

// The bytes of programs decide the bits of every training and of every resumed run. golden/programs.txt has their SHA-256; where
// one changes, a record in docs/decisions says why, and `npx vitest run test/program-bytes.test.ts -u` writes the new ones.

/** Presets, and what none of them has. */
const chosen: Readonly<Record<string, Partial<Settings>>> = {
  ...Object.fromEntries(presetNames.map((model) => [model, { model }])),
  "squared error": { loss: "mse" },
  "gaussian code, squared error": { model: "variational", loss: "mse", beta: 4 },
  "sparse-kl": { model: "sparse", penalty: "kl:0.05,0.1" },
  "sparse-topk": { model: "sparse", penalty: "topk:8" },
  "sparse-topk, falling": { model: "sparse", penalty: "topk:8,20" },
  masking: { model: "denoising", corruption: "masking:0.3" },
  "salt-pepper": { model: "denoising", corruption: "salt-pepper:0.3" },
  "tied weights": { model: "deep", tiedWeights: true },
  "regularised, deep": {
    model: "deep",
    batchNormalization: true,
    dropout: 0.2,
    weightDecay: 0.01,
    clipNorm: 1,
  },
  "regularised, convolutional": {
    model: "convolutional",
    decoder: "upsample",
    activation: "silu",
    batchNormalization: true,
    hidden: [64],
  },
};

const imageShape: SampleShape = { height: 28, width: 28, channels: 1 };

/** Of rows of a table with columns of each kind. */
const ofTable: typeof chosen = {
  "rows of a table": { model: "deep" },
  "rows of a table, gaussian code": { model: "variational", binarize: false },
};
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

test("programs have the bytes that they had", async () => {
  const tableShape = shapeOf(sampleTable(1));
  const all = [
    ...Object.entries(chosen).map(([name, given]) => [name, given, imageShape] as const),
    ...Object.entries(ofTable).map(([name, given]) => [name, given, tableShape] as const),
  ];
  const lines = all.flatMap(([name, given, shape]) => {
    const settings = resolveSettings(given, name, shape);
    const model = buildArchitecture(architectureOf(settings, shape), shape);
    const { objective, optimizer } = trainingOptions(settings);
    const weights = initialWeights(model, 1);
    const programs = {
      trainer: trainerProgram(model, objective, optimizer),
      "trainer in float32": trainerProgram(model, objective, optimizer, "float32"),
      validator: validatorProgram(model, objectiveOf(settings)),
      evaluator: evaluatorProgram(model),
      encoder: encoderProgram(model, weights),
      decoder: decoderProgram(model, weights),
    };
    return Object.entries(programs).map(([kind, program]) => `${name}: ${kind} ${sha256(toOnnx(program))}`);
  });
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("golden/programs.txt");
});
