import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { PageDevice } from "../trainer/trainer-api.ts";

/** Loads ONNX Runtime for a device with a number of threads. */
export type RuntimeLoader = (device: PageDevice, threads: number) => Promise<Runtime>;
