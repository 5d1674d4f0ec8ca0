import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { corruptionOf } from "hourglass-core/internal/settings/choices.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { chooseExamples } from "hourglass-lab/internal/evaluation/examples.ts";
import { asSamples } from "hourglass-lab/internal/evaluation/pictures.ts";
import { priorCodes } from "hourglass-lab/internal/evaluation/prior-codes.ts";
import { createCallQueue } from "../helpers/call-queue.ts";
import type { RuntimeLoader } from "../helpers/runtime-loader.ts";
import { tryRuntime } from "../helpers/web-assembly.ts";
import { gridCodes, walkCodes } from "./code-paths.ts";
import { codeAt, project } from "./code-plane.ts";
import { createCoderPool } from "./coder-pool.ts";
import { createCorrupterPool } from "./corrupter-pool.ts";
import { drawUnits } from "./drawn-units.ts";
import type { Decoded, ExplorerApi } from "./explorer-api.ts";
import { ExplorerModel } from "./explorer-model.ts";
import {
  decodePoints,
  neighboursOf,
  planeLike,
  planeWithPoints,
  posteriorInPlane,
} from "./plane-questions.ts";
import { rebuild } from "./rebuild.ts";
import { rebuildDrawing } from "./rebuild-drawing.ts";
import { testFigures } from "./test-figures.ts";

/** The explorer's side of {@link ExplorerApi}. */
export function createExplorer(load: RuntimeLoader): ExplorerApi {
  const inTurn = createCallQueue();
  const models = new Map<string, ExplorerModel>();
  const coders = createCoderPool();
  const corrupters = createCorrupterPool();
  let started: Runtime | undefined;
  let test: Samples | undefined;
  let asClass = 0;

  const runtime = (): Runtime => {
    if (started === undefined) throw new TypeError("start the explorer first");
    return started;
  };
  const modelOf = (id: string): ExplorerModel => {
    const model = models.get(id);
    if (model === undefined) throw new HourglassError(`there is no model ${id}`);
    return model;
  };
  const ask = <T>(id: string, question: (model: ExplorerModel) => Promise<T>, isUrgent = false): Promise<T> =>
    inTurn(async () => question(modelOf(id)), isUrgent);
  /** What a hand that moves asks for, and the pictures of a model that learns, do not wait for what is dearer. */
  const askAtOnce = <T>(id: string, question: (model: ExplorerModel) => Promise<T>): Promise<T> =>
    ask(id, question, true);
  const remove = async (id: string): Promise<void> => {
    const model = models.get(id);
    models.delete(id);
    if (model !== undefined) await coders.giveBack(model.coder);
  };

  return {
    start: (options) =>
      inTurn(async () => {
        // What is made of a few samples is not worth the way to a graphics processor.
        const device = options.device === "auto" ? "wasm" : options.device;
        const loaded = await load(device, options.threads);
        // "Ready" is not said before it is known. The trainer, which needs the same files, does not wait for them.
        await tryRuntime(loaded);
        started = loaded;
      }),

    setTestSet: (given) =>
      inTurn(async () => {
        test = given;
        for (const model of models.values()) model.setTestSet(given);
      }),

    setModel: (id, { architecture, sampleShape, settings }, weights) =>
      inTurn(async () => {
        if (test === undefined) throw new TypeError("give the test set first");
        const known = models.get(id);
        const coder = await coders.borrow(runtime(), architecture, sampleShape);
        if (known?.coder === coder) {
          await coders.giveBack(coder);
          known.renew(weights, corruptionOf(settings.corruption));
          return;
        }
        await remove(id);
        const model = new ExplorerModel(coder, weights, test, corruptionOf(settings.corruption));
        model.asClass = asClass;
        models.set(id, model);
      }, true),

    setAsClass: (label) =>
      inTurn(async () => {
        asClass = label;
        for (const model of models.values()) model.asClass = label;
      }, true),

    removeModel: (id) => inTurn(() => remove(id)),

    examples: (id, count) =>
      askAtOnce(id, (model) => rebuild(runtime(), corrupters, model, chooseExamples(model.test, count))),

    rebuild: (id, indices) => askAtOnce(id, (model) => rebuild(runtime(), corrupters, model, indices)),

    activations: (id, sample, label) => askAtOnce(id, (model) => model.activations(sample, label)),

    units: (id, most) => ask(id, (model) => drawUnits(model, most)),

    plane: (id, count, choice) => ask(id, (model) => planeWithPoints(model, count, choice)),

    alignedPlane: (id, count, like) => ask(id, (model) => planeLike(model, count, modelOf(like))),

    codes: (id, count) => ask(id, async (model) => (await model.codes(count)).slice()),

    decodePoints: (id, points) => ask(id, (model) => decodePoints(model, points)),

    posterior: (id, index) => askAtOnce(id, (model) => posteriorInPlane(model, index)),

    neighbours: (id, index, count) => ask(id, (model) => neighboursOf(model, index, count)),

    decodePoint: (id, x, y) =>
      askAtOnce(id, async (model) => decodeOne(model, codeAt(await model.plane(), x, y))),

    decode: (id, code) => askAtOnce(id, (model) => decodeOne(model, code)),

    codeRange: (id) =>
      ask(id, async (model) => {
        const { mean, low, high } = await model.statistics();
        return { mean: mean.slice(), low: low.slice(), high: high.slice() };
      }),

    walk: (id, from, to, steps) =>
      ask(id, async (model) => asSamples(model, await model.decode(await walkCodes(model, from, to, steps)))),

    grid: (id, side, directions) =>
      ask(id, async (model) =>
        asSamples(model, await model.decode(await gridCodes(model, side, directions))),
      ),

    gridCell: (id, side, row, column, directions) =>
      askAtOnce(id, async (model) => {
        const codes = await gridCodes(model, side, directions);
        const { latentSize } = model.model;
        const start = (row * side + column) * latentSize;
        return decodeOne(model, codes.slice(start, start + latentSize));
      }),

    placeOf: (id, code) =>
      askAtOnce(id, async (model) => {
        const [x = 0, y = 0] = project(code, await model.plane());
        return [x, y];
      }),

    samples: (id, count, seed) =>
      ask(id, async (model) => {
        const { name, latentSize } = model.model;
        if (codeOf(model.model).distribution === undefined) {
          throw new HourglassError(
            `${name} has no distribution of codes to draw from: only a Gaussian code has`,
          );
        }
        const codes = priorCodes({ latentSize }, count, seed, "samples of the prior");
        return asSamples(model, await model.decode(codes));
      }),

    rebuildDrawing: (id, drawing, noise) =>
      askAtOnce(id, (model) => rebuildDrawing(runtime(), corrupters, model, drawing, noise)),

    testFigures: async (id) => {
      // Its turn is that of a question, so that the weights that were given before are those that are measured.
      const measured = await ask(id, async (model) => ({ done: testFigures(inTurn, runtime(), model) }));
      return measured.done;
    },
  };
}

async function decodeOne(model: ExplorerModel, code: Float32Array): Promise<Decoded> {
  const { latentSize, name } = model.model;
  if (code.length !== latentSize) {
    throw new HourglassError(
      `${name}: expected a code of ${counted(latentSize, "value")}, found ${code.length}`,
    );
  }
  return { code, sample: asSamples(model, await model.decode(code)) };
}
