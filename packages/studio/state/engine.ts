import { capitalise } from "hourglass-core/internal/words.ts";
import type { EngineOptions } from "../workers/trainer/trainer-api.ts";
import { connect, connected } from "./connection.ts";
import { keepOffer } from "./kept-models.ts";
import { exploredOf } from "./live-views.ts";
import { forgetHeld, load, sourceOf } from "./load-data.ts";
import { messageOf, tell } from "./notice.ts";
import { engine, experiment, kept } from "./session.ts";
import { whatBrowserLacks, whatWorkersLack } from "./what-browser-lacks.ts";

// What computes: the workers of the page, each with its runtime.

let options: EngineOptions | undefined;

/** Starts the workers, then loads the data of the experiment, from which its model follows. */
export async function startEngine(chosen: EngineOptions): Promise<void> {
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
    const [info] = await Promise.all([
      trainer.start(chosen),
      explorer.start({ ...chosen, device: "webassembly", threads: 1 }),
    ]);
    // Models that were kept are with the page; a new explorer does not know them.
    for (const model of kept.value) await explorer.setModel(model.id, exploredOf(model), model.weights);
    if (workers !== connected()) return;
    engine.value = { status: "ready", info };
    if (info.isSubstitute) tell("note", `${capitalise(info.why)}: WebAssembly trains instead.`);
  } catch (error) {
    if (workers === connected()) fail(error);
    return;
  }
  await load(sourceOf(experiment.value.dataset));
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
  if (engine.value.status === "ready") offer();
}

function fail(error: unknown): void {
  engine.value = { status: "failed", message: whatWorkersLack() ?? messageOf(error) };
}
