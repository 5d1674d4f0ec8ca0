export type { Autoencoder } from "../inference/autoencoder.ts";
