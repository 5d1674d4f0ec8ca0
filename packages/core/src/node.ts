// The public interface that needs Node, in the order in which data flows; the rest is in index.ts.

// experiment

export type { DeviceTrial } from "./experiment/choose-device.ts";
export { Autoencoder, type NodeAutoencoders, type NodeTrainOptions } from "./experiment/node-autoencoder.ts";
export { createNodeRuntime, type NodeRuntimeOptions } from "./experiment/node-runtime.ts";
