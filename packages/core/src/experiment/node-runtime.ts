import * as z from "zod";
import { checkArgument, recordSchema } from "../arguments.ts";
import { type DeviceChoice, deviceChoiceSchema, deviceTitles } from "../runtime/device.ts";
import { softwareDriver } from "../runtime/graphics-driver.ts";
import {
  createNodeRuntime as createOnDevice,
  nodeRuntimeFields,
  type NodeRuntimeOptions as OneDeviceOptions,
  requireOneDevice,
} from "../runtime/node.ts";
import { NoWebGpuError } from "../runtime/node-web-gpu.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { type DeviceTrial, fasterDevice } from "./choose-device.ts";

export interface NodeRuntimeOptions extends Omit<OneDeviceOptions, "device"> {
  /**
   * What does the arithmetic: the processor (`cpu`, the default), a graphics processor (`webgpu`), the processor through WebAssembly (`wasm`), or
   * `auto`: WebGPU where there is hardware for it and a few steps are faster there. `onNotice` is told which, and why.
   */
  readonly device?: DeviceChoice;
  /** The training of which `auto` times a few steps; of the convolutional preset unless given. */
  readonly trial?: DeviceTrial;
}

const optionsSchema = recordSchema<NodeRuntimeOptions>({
  ...nodeRuntimeFields,
  device: deviceChoiceSchema.exactOptional(),
  trial: z.custom<DeviceTrial>((value) => typeof value === "object").exactOptional(),
});

/**
 * ONNX Runtime for Node: the native library, or WebAssembly where there is none for the platform, which is told.
 * @throws UsageError on wrong options, HourglassError where WebGPU is asked for and there is none
 */
export async function createNodeRuntime(options: NodeRuntimeOptions = {}): Promise<Runtime> {
  const { device, trial, ...rest } = checkArgument(optionsSchema, options, "createNodeRuntime", "options");
  if (device !== "auto") return createOnDevice({ ...rest, ...(device === undefined ? {} : { device }) });
  requireOneDevice(rest.webAssembly, device);
  const tell = (runtime: Runtime, why: string): Runtime => {
    rest.onNotice?.(`Computes on ${deviceTitles[runtime.device]}: ${why}.`);
    return runtime;
  };
  const onProcessor = (): Promise<Runtime> => createOnDevice({ ...rest, device: "cpu" });
  let graphics: Runtime;
  try {
    graphics = await createOnDevice({ ...rest, device: "webgpu", onNotice: () => {} });
  } catch (error) {
    if (!(error instanceof NoWebGpuError)) throw error;
    return tell(await onProcessor(), error.reason);
  }
  const software = softwareDriver();
  if (software !== undefined) {
    const why = `WebGPU has no graphics processor here, only ${software}, which computes in software and is slower`;
    return tell(await onProcessor(), why);
  }
  const { runtime, why } = await fasterDevice<"cpu" | "webgpu">(
    { device: "cpu", load: onProcessor },
    [{ device: "webgpu", load: async () => graphics }],
    trial,
  );
  return tell(runtime, why);
}
