// The public interface that needs Node, in the order in which data flows; the rest is in index.ts.

// runtime

export { createNodeRuntime, type NodeRuntimeOptions } from "./runtime/node.ts";

// experiment

export { Autoencoder, type NodeAutoencoders, type NodeTrainOptions } from "./experiment/node-autoencoder.ts";
