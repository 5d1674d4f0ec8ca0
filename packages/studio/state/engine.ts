import { capitalise } from "hourglass-core/internal/words.ts";
import type { EngineOptions } from "../workers/trainer/trainer-api.ts";
import { connect, connected } from "./connection.ts";
import { giveToTrainer, showFirstModel } from "./first-model.ts";
import type { HeldTraining } from "./held-training.ts";
import { heldTraining } from "./held-trainings.ts";
import { keepOffer, measureKept } from "./kept-models.ts";
import { linkOf } from "./link.ts";
import { forgetHeld, load, loadRest, sourceOf } from "./load-data.ts";
import { momentHere } from "./moments.ts";
import { messageOf, tell } from "./notice.ts";
import { engine, experiment, firstShown, isWithTrainer, kept, training } from "./session.ts";
import { whatBrowserLacks, whatWorkersLack } from "./what-browser-lacks.ts";

// What computes: the workers of the page, each with its runtime.

let options: EngineOptions | undefined;

/**
 * Starts the workers, then loads the data of the experiment, from which its model follows.
 * @param isFirstVisit the model that came with the page is shown before anything else is done
 */
export async function startEngine(chosen: EngineOptions, isFirstVisit = false): Promise<void> {
  options = chosen;
  engine.value = { status: "starting" };
  const lack = whatBrowserLacks();
  if (lack !== undefined) {
    engine.value = { status: "failed", message: lack };
    return;
  }
  const workers = connect(fail);
  const { trainer, explorer } = workers;
  try {
    // Training needs the threads; one is enough for pictures.
    const exploring = explorer.start({ ...chosen, device: "wasm", threads: 1 });
    const isShown = isFirstVisit && (await exploring.then(showFirstModel));
    const [info] = await Promise.all([trainer.start(chosen), exploring]);
    if (workers !== connected()) return;
    engine.value = { status: "ready", info };
    if (info.isSubstitute) tell("note", `${capitalise(info.why)}: WebAssembly trains instead.`);
    if (isShown) {
      await loadRestOfFirst();
      return;
    }
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

/** The data of the model that came with the page; then the trainer has that model, too, and it is measured. */
async function loadRestOfFirst(): Promise<void> {
  if (!(await loadRest(sourceOf(experiment.value.dataset)))) return;
  const first = firstShown.peek();
  if (first !== undefined) {
    await giveToTrainer(first);
    isWithTrainer.value = true;
    // What a press of Train would need, which is less than what the model that came was trained on. Where they do not come, that training says so.
    connected()
      .trainer.drawAhead(experiment.peek())
      .catch(() => undefined);
  }
  for (const { id } of kept.value) void measureKept(id);
}

/**
 * Starts it again, after it has failed or for another device. What was trained is with the page as it last was.
 * @param device the one that it had unless given
 */
export async function restartEngine(device?: EngineOptions["device"]): Promise<void> {
  if (options === undefined) return;
  const offer = keepOffer("engine");
  forgetHeld();
  await startEngine({ ...options, ...(device === undefined ? {} : { device }) });
  // What was stored of it is back by itself.
  const isBack = training.value.history.length > 0;
  if (engine.value.status === "ready" && !isBack) offer();
}

function fail(error: unknown): void {
  engine.value = { status: "failed", message: whatWorkersLack() ?? messageOf(error) };
}
