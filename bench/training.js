import { reference } from "./contestants.js";
import { hourglassModel } from "./models.js";
import { compareLosses } from "./statistics.js";
import { trainingWork } from "./work.js";

/** @import { Contestant } from "./contestants.js" */
/** @import { BenchmarkModel } from "./models.js" */
/** @import { MissingRecord, TrainingRecord } from "./results.js" */
/** @import { Rounds } from "./rounds.js" */

/**
 * What stays of the rounds of a model: a record a contestant, each with the native Hourglass's turns of the same rounds.
 * @param {BenchmarkModel} model
 * @param {readonly Contestant[]} contestants
 * @param {Rounds} rounds
 * @param {{ threads: number, date: string, machine: string, load: number, images: string, turnSeconds: number, warmUpSeconds: number }} session
 * @returns {(TrainingRecord | MissingRecord)[]}
 */
export function recordsOf(model, contestants, { measured, missing }, session) {
  const native = measured.get(reference);
  const { threads, date, machine, load } = session;
  return contestants.flatMap(({ name, warmUpSeconds = session.warmUpSeconds }) => {
    const about = { model: model.name, threads, contestant: name, date, machine, load };
    const own = measured.get(name);
    if (native === undefined || own === undefined) {
      const reason = missing.get(name) ?? missing.get(reference);
      return reason === undefined ? [] : [{ ...about, missing: reason }];
    }
    const { ready, turns, farewell, note, handicap } = own;
    const { version, kernel } = ready;
    return [
      {
        ...{ ...about, images: session.images, turnSeconds: session.turnSeconds, warmUpSeconds, version },
        ...(kernel === undefined ? {} : { kernel }),
        ...(note === undefined ? {} : { note }),
        ...(handicap === undefined ? {} : { handicap }),
        work: trainingWork(hourglassModel(model)),
        turns: turns.flatMap(({ rate, products }, round) => {
          const beside = native.turns[round];
          return beside === undefined
            ? []
            : [{ rate, reference: beside.rate, products, referenceProducts: beside.products }];
        }),
        ...(name === reference ? {} : { losses: compareLosses(farewell.losses, native.farewell.losses) }),
        peakMemory: farewell.peakMemory,
      },
    ];
  });
}
