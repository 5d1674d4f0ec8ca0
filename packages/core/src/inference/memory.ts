import { seenSize } from "../data/samples/shape.ts";
import { trainingBytes } from "../model/model.ts";
import { layersOf, type Network, trainableCount } from "../model/network.ts";
import { featureCount } from "../model/reshaping.ts";
import { type MemoryLimit, type MemoryNeed, requireMemory } from "../runtime/memory.ts";
import { counted } from "../words.ts";

// Estimates, by measurements of models with 0.05 to 80 million parameters, dense and convolutional: they are above what was measured,
// by a third at most.

/** Of the program, its libraries and small things. */
const baseBytes = 2e8;

/** Values that all layers together give for one image. */
export function activationCount(network: Network): number {
  return layersOf(network).reduce(
    (sum, { outputShape }) => sum + featureCount(outputShape),
    seenSize(network.sampleShape),
  );
}

/** Values of activations at once, so that large images and wide layers do not take all memory: 512 MB. */
const mostActivations = 2 ** 27;

/** How many images go through a model at once: as many as are usual, or fewer where each takes much. */
export function imagesAtOnce(model: Network, usual: number): number {
  return Math.max(1, Math.min(usual, Math.floor(mostActivations / activationCount(model))));
}

/** Images that most programs take at once where they are small. */
const usualImages = 1000;

/** What a trained model takes that is asked for codes and reconstructions. */
export function codingMemory(model: Network): readonly MemoryNeed[] {
  const images = imagesAtOnce(model, usualImages);
  return [
    { what: "the program itself", bytes: baseBytes },
    // As numbers, in the files of programs, and in the memory of the runtime.
    { what: parameterWords(model), bytes: 32 * trainableCount(model) },
    {
      what: `the layers' results for ${counted(images, "image")}`,
      bytes: 2 * 4 * images * activationCount(model),
    },
  ];
}

/** What training takes: the data, the state before and after a chunk, and a batch with its gradients. */
export function trainingMemory(model: Network, batchSize: number, dataBytes: number): readonly MemoryNeed[] {
  const activations = activationCount(model);
  const images = imagesAtOnce(model, usualImages);
  return [
    { what: "the program itself", bytes: baseBytes },
    { what: "the images", bytes: dataBytes },
    {
      what: `${parameterWords(model)} with their moments and gradients`,
      bytes: trainingBytes * trainableCount(model),
    },
    {
      what: `the layers' results for a batch of ${counted(batchSize, "image")}`,
      bytes: 4 * activations * Math.max(3 * batchSize, 2 * images),
    },
  ];
}

function parameterWords(model: Network): string {
  return counted(trainableCount(model), "parameter");
}

/** What would take less. */
export const smallerModel =
  "choose a smaller model (latentSize, hidden, filters), smaller images or a smaller batch";

/** @throws HourglassError where a trained model would take more memory than there is */
export function requireCodingMemory(model: Network, limit: MemoryLimit | undefined): void {
  requireMemory("the model", codingMemory(model), limit, smallerModel);
}

/**
 * @param dataBytes of all images that are loaded
 * @param advice what would take less
 * @throws HourglassError where training would take more memory than there is
 */
export function requireTrainingMemory(
  model: Network,
  batchSize: number,
  dataBytes: number,
  limit: MemoryLimit | undefined,
  advice: string = smallerModel,
): void {
  requireMemory("training", trainingMemory(model, batchSize, dataBytes), limit, advice);
}
