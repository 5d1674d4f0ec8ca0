import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import type { RuntimeLoader } from "../helpers/runtime-loader.ts";
import type { Device } from "./trainer-api.ts";

/** What of WebGPU decides whether it is worth trying; TypeScript's libraries do not know it. */
interface GraphicsProcessors {
  requestAdapter(): Promise<{ readonly info?: { readonly isFallbackAdapter?: boolean } } | null>;
}

/** The faster of the devices that there are. */
export async function chooseDevice(load: RuntimeLoader, threads: number): Promise<Device> {
  if (!(await hasGraphicsProcessor())) return "webassembly";
  try {
    const seconds = await secondsToTrain(await load("webgpu", threads));
    return seconds < (await secondsToTrain(await load("webassembly", threads))) ? "webgpu" : "webassembly";
  } catch {
    // A driver that cannot do what the programs need: the other device can.
    return "webassembly";
  }
}

/** Whether the browser has WebGPU on hardware: in software it is slower than WebAssembly. */
async function hasGraphicsProcessor(): Promise<boolean> {
  const { gpu } = navigator as { readonly gpu?: GraphicsProcessors };
  const adapter = await gpu?.requestAdapter().catch(() => null);
  return adapter !== undefined && adapter !== null && adapter.info?.isFallbackAdapter !== true;
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
