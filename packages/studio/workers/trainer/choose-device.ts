import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { RuntimeLoader } from "../helpers/runtime-loader.ts";
import { tryRuntime } from "../helpers/web-assembly.ts";
import type { Device, EngineOptions } from "./trainer-api.ts";

/** What of WebGPU decides whether it is worth trying; TypeScript's libraries do not know it. */
interface GraphicsProcessors {
  requestAdapter(): Promise<Adapter | null>;
}

interface Adapter {
  readonly info?: { readonly isFallbackAdapter?: boolean };
}

/** A device, and why it is the one that trains. */
export interface ChosenDevice {
  readonly device: Device;
  /** A sentence without its full stop. */
  readonly why: string;
  /** Whether it is another than the one that was asked for. */
  readonly isSubstitute?: boolean;
}

/** The device that was asked for, where there is one; else the faster of those that there are. */
export async function chooseDevice(
  asked: EngineOptions["device"],
  load: RuntimeLoader,
  threads: number,
): Promise<ChosenDevice> {
  if (asked === "webassembly") return { device: asked, why: "the address asks for WebAssembly" };
  const adapter = await findAdapter();
  if (asked === "webgpu") return adapter === undefined ? substitute : await webGpuAsAsked(load, threads);
  if (adapter === undefined) return { device: "webassembly", why: "this browser has no WebGPU" };
  if (adapter.info?.isFallbackAdapter === true) {
    const why = "this browser has WebGPU in software alone, which is slower";
    return { device: "webassembly", why };
  }
  return fasterDevice(load, threads);
}

const substitute: ChosenDevice = {
  device: "webassembly",
  why: "WebGPU was asked for, but this browser has none",
  isSubstitute: true,
};

/** Where its files or the driver fail, the other device trains. */
async function webGpuAsAsked(load: RuntimeLoader, threads: number): Promise<ChosenDevice> {
  try {
    await tryRuntime(await load("webgpu", threads));
    return { device: "webgpu", why: "the address asks for WebGPU" };
  } catch (error) {
    const why = `WebGPU was asked for, but it cannot be started here (${wordsOf(error)})`;
    return { device: "webassembly", why, isSubstitute: true };
  }
}

async function fasterDevice(load: RuntimeLoader, threads: number): Promise<ChosenDevice> {
  try {
    const graphics = await secondsToTrain(await load("webgpu", threads));
    const processor = await secondsToTrain(await load("webassembly", threads));
    const isFaster = graphics < processor;
    const times = `a few steps took ${formatNumber(graphics)} s on WebGPU and ${formatNumber(processor)} s on WebAssembly`;
    return { device: isFaster ? "webgpu" : "webassembly", why: times };
  } catch (error) {
    // A driver that cannot do what the programs need: the other device can.
    return { device: "webassembly", why: `WebGPU was tried and failed (${wordsOf(error)})` };
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function findAdapter(): Promise<Adapter | undefined> {
  const { gpu } = navigator as { readonly gpu?: GraphicsProcessors };
  return (await gpu?.requestAdapter().catch(() => null)) ?? undefined;
}

const trialSteps = 3;
const batchSize = 256;

/** The time of a few steps of the model that has most to compute; those of the epoch before them warm it up. */
async function secondsToTrain(runtime: Runtime): Promise<number> {
  const imageShape = { height: 28, width: 28, channels: 1 };
  const count = trialSteps * batchSize;
  const train = { count, ...imageShape, images: new Uint8Array(count * 784).fill(128) };
  const validation = { ...train, count: 0, images: new Uint8Array() };
  const model = buildModel("convolutional", { sampleShape: imageShape });
  const { state } = await fit(runtime, model, { train, validation }, { batchSize, epochs: 2 });
  return state.history[1]?.seconds ?? Number.POSITIVE_INFINITY;
}
