import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { Device } from "../trainer/trainer-api.ts";

/** Loads ONNX Runtime for a device with a number of threads. */
export type RuntimeLoader = (device: Device, threads: number) => Promise<Runtime>;
