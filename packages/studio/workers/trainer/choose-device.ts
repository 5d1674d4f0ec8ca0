import { type DeviceCandidate, fasterDevice } from "hourglass-core/internal/experiment/choose-device.ts";
import type { RuntimeLoader } from "../helpers/runtime-loader.ts";
import { tryRuntime } from "../helpers/web-assembly.ts";
import type { EngineOptions, PageDevice } from "./trainer-api.ts";

/** What of WebGPU decides whether it is worth trying; TypeScript's libraries do not know it. */
interface GraphicsProcessors {
  requestAdapter(): Promise<Adapter | null>;
}

interface Adapter {
  readonly info?: { readonly isFallbackAdapter?: boolean };
}

/** A device, and why it is the one that trains. */
export interface ChosenDevice {
  readonly device: PageDevice;
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
  if (asked === "wasm") return { device: asked, why: "the address asks for WebAssembly" };
  const adapter = await findAdapter();
  if (asked === "webgpu") return adapter === undefined ? substitute : await webGpuAsAsked(load, threads);
  if (adapter === undefined) return { device: "wasm", why: "this browser has no WebGPU" };
  if (adapter.info?.isFallbackAdapter === true) {
    const why = "this browser has WebGPU in software alone, which is slower";
    return { device: "wasm", why };
  }
  const start = (device: PageDevice): DeviceCandidate<PageDevice> => ({
    device,
    load: () => load(device, threads),
  });
  const { device, why } = await fasterDevice(start("wasm"), [start("webgpu")]);
  return { device, why };
}

const substitute: ChosenDevice = {
  device: "wasm",
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
    return { device: "wasm", why, isSubstitute: true };
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function findAdapter(): Promise<Adapter | undefined> {
  const { gpu } = navigator as { readonly gpu?: GraphicsProcessors };
  return (await gpu?.requestAdapter().catch(() => null)) ?? undefined;
}
