import { noWebAssembly } from "../workers/helpers/engine-words.ts";
import type { EngineOptions } from "../workers/trainer/trainer-api.ts";
import { connect, connected } from "./connection.ts";
import type { HeldTraining } from "./held-training.ts";
import { heldTraining } from "./held-trainings.ts";
import { keepOffer } from "./kept-models.ts";
import { linkOf } from "./link.ts";
import { forgetHeld, load, sourceOf } from "./load-data.ts";
import { momentHere } from "./moments.ts";
import { messageOf } from "./notice.ts";
import { engine, experiment, training } from "./session.ts";

// What computes: the workers of the page, each with its runtime.

let options: EngineOptions | undefined;

/** Starts the workers, then loads the data of the experiment, from which its model follows. */
export async function startEngine(chosen: EngineOptions): Promise<void> {
  options = chosen;
  engine.value = { status: "starting" };
  // Workers have what the page has.
  if (globalThis.WebAssembly === undefined) {
    engine.value = { status: "failed", message: noWebAssembly };
    return;
  }
  const workers = connect(fail);
  const { trainer, explorer } = workers;
  try {
    // Training needs the threads; one is enough for pictures.
    const [info] = await Promise.all([
      trainer.start(chosen),
      explorer.start({ ...chosen, device: "webassembly", threads: 1 }),
    ]);
    if (workers !== connected()) return;
    engine.value = { status: "ready", info };
  } catch (error) {
    if (workers === connected()) fail(error);
    return;
  }
  // At a reload of the page, or where the engine had failed, what was trained last is come back to.
  await load(sourceOf(experiment.value.dataset), await trainingOfMoment());
}

/** The training of the entry of the browser's history that the page is at, where it is of the experiment of the link. */
async function trainingOfMoment(): Promise<HeldTraining | undefined> {
  const held = await heldTraining(momentHere().training);
  return held !== undefined && linkOf(held.experiment) === linkOf(experiment.value) ? held : undefined;
}

/** Starts it again, after it has failed. What was trained is with the page as it last was. */
export async function restartEngine(): Promise<void> {
  if (options === undefined) return;
  const offer = keepOffer("engine");
  forgetHeld();
  await startEngine(options);
  // What was stored of it is back by itself.
  const isBack = training.value.history.length > 0;
  if (engine.value.status === "ready" && !isBack) offer();
}

function fail(error: unknown): void {
  engine.value = { status: "failed", message: messageOf(error) };
}
