import { HourglassError } from "hourglass-core/internal/errors.ts";
import { createNodeRuntime } from "hourglass-core/internal/experiment/node-runtime.ts";
import type { DeviceChoice } from "hourglass-core/internal/runtime/device.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { listed } from "hourglass-core/internal/words.ts";
import { describeEnvironment, type Environment } from "../../run/environment.ts";
import type { StudyPlan, StudyVersion } from "../grid.ts";
import type { StudyResults } from "../results.ts";

/** What executes the programs of a study on this machine, by device. */
export type StudyRuntimes = ReadonlyMap<DeviceChoice, Runtime>;

/**
 * Runtimes of one thread for all devices that a plan names.
 * @param onNotice told where another device stands in for the one that was asked for
 */
export async function studyRuntimes(
  { runs }: Pick<StudyPlan, "runs">,
  onNotice: (text: string) => void,
): Promise<StudyRuntimes> {
  const runtimes = new Map<DeviceChoice, Runtime>();
  for (const device of new Set(runs.map(({ settings }) => settings.device))) {
    runtimes.set(device, await createNodeRuntime({ threads: 1, device, onNotice }));
  }
  return runtimes;
}

/** What trains a study on this machine: versions of hourglass and of ONNX Runtime. */
export function studyVersion(runtimes: StudyRuntimes): StudyVersion {
  return {
    hourglass: environmentOf(runtimes).hourglass,
    runtimes: Object.fromEntries([...runtimes].map(([device, { description }]) => [device, description])),
  };
}

/**
 * @param from the study's folder, for the message
 * @throws HourglassError where this machine would train a plan with other versions than those that its runs are named by
 */
export async function requireSameVersion(
  plan: StudyPlan,
  from: string,
  onNotice: (text: string) => void,
): Promise<void> {
  const { content } = plan;
  if (content === undefined) return;
  const here = studyVersion(await studyRuntimes(plan, onNotice));
  if (JSON.stringify(here) === JSON.stringify(content.version)) return;
  throw new HourglassError(
    `${from}: this worker has ${versionWords(here)}, and the study is trained with ${versionWords(content.version)}: ` +
      "install the same versions, since others give other bits",
  );
}

/** `hourglass 0.1.0 and onnxruntime-node 1.27.0 (native)`. */
export function versionWords({ hourglass, runtimes }: StudyVersion): string {
  return listed([`hourglass ${hourglass}`, ...new Set(Object.values(runtimes))], "and");
}

/** What a study says of the machine that led it. */
export function studyEnvironment(runtimes: StudyRuntimes): StudyResults["environment"] {
  const { hourglass, cpu, cores } = environmentOf(runtimes);
  const library = [...runtimes.values()].map(({ description }) => description).join("; ");
  return { hourglass, runtime: library, cpu, cores };
}

function environmentOf(runtimes: StudyRuntimes): Environment {
  const [first] = runtimes.values();
  if (first === undefined) throw new TypeError("a study has a run, and a run has a device");
  return describeEnvironment(first);
}
