import { batch } from "@preact/signals";
import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { splitSizes, validationCount } from "hourglass-core/internal/settings/resolve.ts";
import { catalogue, publishedChecksums } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { type FirstModel, firstModelOf } from "../first/first-model.ts";
import recordAddress from "../first/model.json?url";
import weightsAddress from "../first/weights.bin?url";
import { describeModel } from "../workers/trainer/describe-model.ts";
import type { TrainerApi } from "../workers/trainer/trainer-api.ts";
import { connected } from "./connection.ts";
import { addKept } from "./kept-models.ts";
import { forgetViews } from "./live-views.ts";
import { noteTraining } from "./moments.ts";
import { messageOf, tell } from "./notice.ts";
import { data, firstShown, isWithTrainer } from "./session.ts";
import { leaveTraining, showTrained } from "./train-model.ts";

// A first visit begins with a model that came with the page, trained: it is shown before the data are whole, by the first few test samples.

/** What the browser's history calls it. */
const firstId = "came with the page";

/** Whether an entry of the history is of it, or of nothing yet. */
export function isFirst(training: string | undefined): boolean {
  return training === undefined || training === firstId;
}

/** Test samples of the first picture: enough for the examples and for clusters on the map, drawn in a twentieth of a second. */
const firstCount = 600;

let coming: Promise<FirstModel> | undefined;

/** Begins to fetch its files, which the engine need not be there for. */
export function fetchFirstModel(): Promise<FirstModel> {
  coming ??= Promise.all([fetchFile(recordAddress), fetchFile(weightsAddress)]).then(
    async ([record, weights]) =>
      firstModelOf(await record.json(), new Uint8Array(await weights.arrayBuffer())),
  );
  // Who needs it is told of a failure.
  coming.catch(() => undefined);
  return coming;
}

async function fetchFile(address: string): Promise<Response> {
  const response = await fetch(address);
  if (response.ok) return response;
  throw new Error(`the page's first model does not come: its server answers with status ${response.status}`);
}

/** Shows the model that came with the page, as soon as the explorer has started. Whether it is there. */
export async function showFirstModel(): Promise<boolean> {
  try {
    const [first, test] = await Promise.all([fetchFirstModel(), firstTestSamples()]);
    await show(first, test);
    return true;
  } catch (error) {
    tell(
      "note",
      `The model that comes with the page cannot be shown: ${messageOf(error)}. Train one yourself.`,
    );
    return false;
  }
}

async function show(first: FirstModel, test: ImageSet): Promise<void> {
  const { model, settings, weights, history, seconds } = first;
  const { name, title, classNames, counts } = catalogue.digits;
  const checksums = publishedChecksums(catalogue.digits);
  await connected().explorer.setTestSet(test);
  const validation = validationCount(settings, counts.train);
  const train = splitSizes({ ...settings, validation }).train ?? counts.train - validation;
  const described = describeModel(model, settings, { train, validation, test: counts.test });
  const shown = batch(() => {
    data.value = {
      status: "ready",
      data: {
        ...{ name, title, classNames, test, checksums },
        sample: shapeOf(test),
        trainCount: counts.train,
        testCount: counts.test,
        notices: [],
      },
    };
    const picture = showTrained(described, { weights, history, seconds });
    firstShown.value = first;
    noteTraining(firstId);
    isWithTrainer.value = false;
    return picture;
  });
  await shown;
  await addKept({
    ...{ architecture: described.architecture, sampleShape: described.sampleShape, settings },
    title: "the page's model",
    origin: "came with the page",
    ...{ weights, history, seconds, parameters: described.parameters },
    losses: { objective: described.objective, code: described.code, validation },
  });
}

/** Gives it to the trainer, whose model it is then: files of it can be taken away. */
export function giveToTrainer({
  experiment,
  weights,
  history,
}: FirstModel): ReturnType<TrainerApi["prepare"]> {
  return connected().trainer.prepare(experiment, undefined, { weights, history });
}

/** Shows it again, where the page comes back to its beginning and its data are there. */
export async function showFirstAgain(): Promise<void> {
  const first = await fetchFirstModel();
  await leaveTraining(forgetViews);
  const { weights: _, ...model } = await giveToTrainer(first);
  noteTraining(firstId);
  const picture = showTrained(model, first);
  firstShown.value = first;
  await picture;
}

/** Loaded when they are needed: most links lead to other data. */
async function firstTestSamples(): Promise<ImageSet> {
  const { digitsSeed, drawPart } = await import("hourglass-lab/internal/data/digits/generate.ts");
  return (await drawPart({ seed: digitsSeed, part: "test", from: 0, count: firstCount })).set;
}
