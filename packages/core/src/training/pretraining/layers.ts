import { UsageError } from "../../errors.ts";
import { codeOf } from "../../model/codes/codes.ts";
import { deterministic } from "../../model/codes/deterministic.ts";
import type { Layer } from "../../model/layer.ts";
import { denseKind } from "../../model/layers/dense.ts";
import { dropoutKind } from "../../model/layers/dropout.ts";
import { createModel, type Model } from "../../model/model.ts";
import { linear } from "../../model/outputs/linear.ts";
import { featureCount } from "../../model/reshaping.ts";
import {
  type Corruption,
  corruptionMisfit,
  corruptionPhrase,
} from "../../program/corruptions/corruptions.ts";
import { masking } from "../../program/corruptions/masking.ts";
import { mse } from "../../program/losses/mse.ts";
import type { Objective } from "../../program/objective.ts";
import { counted } from "../../words.ts";
import type { PretrainingKind } from "./pretraining-kind.ts";

/** What forms begin with, and messages advise. */
const usualShare = 0.25;

/**
 * Layer by layer, from the input up to the code: each dense layer of the encoder, with the one of the decoder that mirrors it, is an autoencoder of
 * what the layers below give. Vincent and others, "Stacked denoising autoencoders", 2010, section 3.5: a layer learns to restore
 * its clean input from a corrupted one, and what is above it is learnt from codes of clean samples. Without corruption
 * these are the stacked autoencoders of Bengio and others, "Greedy layer-wise training of deep networks", 2007.
 */
export const layers: PretrainingKind<"layers", { readonly epochs: number; readonly masked?: number }> = {
  name: "layers",
  title: "layer by layer",
  fields: {
    epochs: {
      title: "epochs of each layer",
      placeholder: "EPOCHS",
      minimum: 1,
      maximum: 100_000,
      whole: true,
      first: 5,
      step: 1,
    },
    masked: {
      title: "share of values that are masked",
      placeholder: "P",
      minimum: 0,
      maximum: 0.99,
      first: usualShare,
      step: 0.05,
      optional: true,
    },
  },
  parts: (model, objective, { epochs, masked }) => {
    const corruption = corruptionOf(objective, masked);
    const { loss, binarize } = objective;
    return mirroredPairs(model).map(
      ({ encoder, decoder }, index): ReturnType<typeof layers.parts>[number] => {
        const { name, inputShape } = encoder[0];
        const isFirst = index === 0;
        const shape = isFirst
          ? model.sampleShape
          : ({ kind: "row", columns: featureCount(inputShape) } as const);
        const misfit = corruption && corruptionMisfit(corruption, shape);
        if (misfit !== undefined) {
          refuse(
            `${name} learns from the codes below it, and ${misfit}`,
            `choose another corruption, or say which share of values is masked: ${layers.name}:${epochs},${usualShare}`,
          );
        }
        // What the decoder's layer gives is held against codes by its own activation.
        const output = isFirst ? model.output : linear.name;
        const own: Objective = isFirst
          ? { loss, ...(binarize === undefined ? {} : { binarize }) }
          : { loss: mse.name };
        return {
          name,
          model: createModel(name, shape, encoder, decoder, deterministic.name, output),
          objective: { ...own, ...(corruption === undefined ? {} : { corruption }) },
          epochs,
        };
      },
    );
  },
  sentence: (objective, { epochs, masked }) => {
    const corruption = corruptionOf(objective, masked);
    const noise = corruption === undefined ? "without noise" : `with ${corruptionPhrase(corruption)}`;
    return (
      `layer by layer from the input, each for ${counted(epochs, "epoch")} with the decoder's layer that mirrors it, ` +
      `to restore what the layers below give of clean samples, ${noise} on its own input`
    );
  },
};

/** Of the input of every layer; `undefined` for none. */
function corruptionOf({ corruption }: Objective, masked: number | undefined): Corruption | undefined {
  if (masked === undefined) return corruption;
  return masked === 0 ? undefined : { kind: masking.name, level: masked };
}

/** A layer that learns, with those without parameters that follow it. */
type Block = readonly [Layer, ...Layer[]];

interface Pair {
  readonly encoder: Block;
  readonly decoder: Block;
}

/** The dense layers of the encoder, from the input, each with the one of the decoder that gives what it takes. */
function mirroredPairs({ code, encoder, decoder, latentSize }: Model): readonly Pair[] {
  const { layer: own, layerOptions } = codeOf({ code });
  const plain = own !== undefined && encoder.at(-1)?.kind === own.name ? encoder.slice(0, -1) : encoder;
  const up = blocksOf(plain);
  const down = blocksOf(decoder).toReversed();
  // A layer that gives distributions is that of the code: it and its mirror image are left as they were seeded.
  const isOfCode = plain !== encoder && layerOptions === undefined;
  if (up.length === 0) {
    refuse(
      `the only layer of the encoder gives a ${code} code, which no layer restores its input from`,
      "give hidden layers, or leave pretrain out",
    );
  }
  if (down.length !== up.length + (isOfCode ? 1 : 0)) {
    const found = `${counted(down.length, "dense layer")} for ${up.length + (isOfCode ? 1 : 0)} of the encoder`;
    refuse(`the decoder has to mirror the encoder, found ${found}`, "leave pretrain out");
  }
  const pairs = up.map((block, index): Pair => ({ encoder: block, decoder: down[index] as Block }));
  for (const pair of pairs) requireMirrored(pair, encoder, latentSize);
  return pairs;
}

/** Layers by the dense one that they begin with. Dropout is left out: what a layer restores must be there. */
function blocksOf(part: readonly Layer[]): readonly Block[] {
  // Of layers that are in the way those are named that were chosen, not what brings samples into their form.
  const other = part.find(({ kind, parameters }) => parameters.length > 0 && kind !== denseKind.name);
  if (other !== undefined) refuseLayer(other);
  const blocks: [Layer, ...Layer[]][] = [];
  for (const layer of part.filter(({ kind }) => kind !== dropoutKind.name)) {
    const last = blocks.at(-1);
    if (layer.kind === denseKind.name) blocks.push([layer]);
    else if (last === undefined || layer.inputShape.join() !== layer.outputShape.join()) refuseLayer(layer);
    else last.push(layer);
  }
  return blocks;
}

function refuseLayer({ name, kind }: Layer): never {
  refuse(
    `expected dense layers, found ${name} (${kind})`,
    "choose a dense architecture without normalization, or leave pretrain out",
  );
}

function requireMirrored({ encoder, decoder }: Pair, all: readonly Layer[], latentSize: number): void {
  const [up, down] = [encoder[0], decoder[0]];
  const isMirrored =
    up.inputShape.join() === down.outputShape.join() && up.outputShape.join() === down.inputShape.join();
  if (!isMirrored) {
    refuse(
      `${down.name} has to mirror ${up.name} (${sizesOf(up)}), found ${sizesOf(down)}`,
      `give the decoder the layers of the encoder backwards from the code of ${counted(latentSize, "value")}, or leave pretrain out`,
    );
  }
  const shared = all.find(
    (layer) => layer !== up && layer.parameters.some((one) => down.parameters.includes(one)),
  );
  if (shared !== undefined) {
    refuse(`${down.name} mirrors ${up.name} and has the kernel of ${shared.name}`, `tie it to ${up.name}`);
  }
}

const sizesOf = ({ inputShape, outputShape }: Layer): string => `${inputShape[0]} -> ${outputShape[0]}`;

function refuse(reason: string, advice: string): never {
  throw new UsageError(`pretrain ${layers.name}: ${reason}: ${advice}`);
}
