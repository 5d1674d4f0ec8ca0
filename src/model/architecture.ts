import { z } from "zod";
import { checkArgument, nameSchema } from "../arguments.ts";
import { UsageError } from "../errors.ts";
import { checkValue, pathWords, showName, valueAt } from "../validation.ts";
import { type ActivationName, activationNames } from "./activation.ts";

/** A layer of an {@link Architecture}, complete. Sizes that follow from the layer before are not given. */
export type LayerSpec = { readonly name?: string | undefined } & (
  | {
      readonly type: "dense";
      readonly units: number;
      readonly activation: ActivationName;
      /** A dense layer of the encoder, by its name, whose kernel one of the decoder uses, transposed. */
      readonly tiedTo?: string | undefined;
    }
  | {
      readonly type: "convolution";
      readonly filters: number;
      /** Odd: a kernel with a middle keeps the size of the image. */
      readonly kernelSize: number;
      readonly activation: ActivationName;
    }
  | { readonly type: "transposed-convolution"; readonly filters: number; readonly activation: ActivationName }
  | { readonly type: "max-pooling"; readonly size: number }
  | { readonly type: "upsampling"; readonly factor: number }
  | { readonly type: "activation"; readonly activation: ActivationName }
  | { readonly type: "batch-normalization" }
  | { readonly type: "dropout"; readonly rate: number }
  | { readonly type: "flatten" }
  /** `[height, width, channels]` of the result. */
  | { readonly type: "reshape"; readonly shape: readonly [number, number, number] }
  /** `from`: how many values are kept at the start of training, if more. */
  | { readonly type: "top-k"; readonly k: number; readonly from?: number | undefined }
  /** A dense layer that gives the mean and the log-variance of a normal distribution over codes of `units` values. */
  | { readonly type: "gaussian"; readonly units: number }
);

/** The layers of an autoencoder: a user's own, or those that a preset lists. Plain JSON. */
export interface Architecture {
  readonly name: string;
  readonly encoder: readonly LayerSpec[];
  readonly decoder: readonly LayerSpec[];
}

type Defaulted = "kernelSize" | "activation" | "size" | "factor";
type WithDefaults<Spec> = Spec extends unknown
  ? Omit<Spec, Defaulted> & Partial<Pick<Spec, Extract<keyof Spec, Defaulted>>>
  : never;

/** A layer as a user writes it: activation linear, kernel size 3, pooling and upsampling by 2 unless given. */
export type LayerInput = WithDefaults<LayerSpec>;

/** An {@link Architecture} as a user writes it. */
export interface ArchitectureInput {
  readonly name?: string;
  readonly encoder: readonly LayerInput[];
  readonly decoder: readonly LayerInput[];
}

const size = z.int().min(1).max(65_536);
/** As many as the largest picture that is read has pixels: whether there is memory for them is another question. */
const units = z
  .int()
  .min(1)
  .max(2 ** 26);
const activation = z.enum(activationNames).default("linear");
const factor = z.int().min(2).max(16).default(2);
const kernelSize = z
  .int()
  .min(1)
  .max(31)
  .refine((length) => length % 2 === 1)
  .meta({ expected: "an odd whole number from 1 to 31" })
  .default(3);
const name = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/i)
  .max(100)
  .meta({ expected: "letters, digits, - and _, a letter first" })
  .optional();

const layerSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("dense"), name, units, activation, tiedTo: z.string().optional() }),
  z.strictObject({ type: z.literal("convolution"), name, filters: size, kernelSize, activation }),
  z.strictObject({ type: z.literal("transposed-convolution"), name, filters: size, activation }),
  z.strictObject({ type: z.literal("max-pooling"), name, size: factor }),
  z.strictObject({ type: z.literal("upsampling"), name, factor }),
  z.strictObject({ type: z.literal("activation"), name, activation: z.enum(activationNames) }),
  z.strictObject({ type: z.literal("batch-normalization"), name }),
  z.strictObject({ type: z.literal("dropout"), name, rate: z.number().min(0).max(0.99) }),
  z.strictObject({ type: z.literal("flatten"), name }),
  z.strictObject({ type: z.literal("reshape"), name, shape: z.tuple([size, size, size]) }),
  z.strictObject({ type: z.literal("top-k"), name, k: units, from: units.optional() }),
  z.strictObject({ type: z.literal("gaussian"), name, units }),
]) satisfies z.ZodType<LayerSpec>;

/** Far more than anything that can be trained. */
const mostLayers = 1000;
const layersSchema = z.array(layerSchema).min(1).max(mostLayers);

const architectureSchema = z.strictObject({
  name: z.string().min(1).max(100).default("custom"),
  encoder: layersSchema,
  decoder: layersSchema,
});

/**
 * An architecture, checked and completed with defaults.
 * @param from where it comes from, for messages: a file, `architecture`
 * @throws UsageError naming the layer, what was expected and what was found
 */
export function parseArchitecture(value: unknown, from: string = "architecture"): Architecture {
  checkArgument(nameSchema, from, "parseArchitecture", "from");
  return checkValue(architectureSchema, value, from, {
    refusal: UsageError,
    place: (path) => placeWords(value, path),
  });
}

/** `encoder, layer 2 (dense): units` */
function placeWords(value: unknown, path: readonly PropertyKey[]): string {
  const [part, index, ...rest] = path;
  if (typeof index !== "number") return pathWords(path);
  const type = valueAt(value, [part as PropertyKey, index, "type"]);
  const kind = typeof type === "string" ? ` (${showName(type)})` : "";
  const layer = `${String(part)}, layer ${index + 1}${kind}`;
  return rest.length === 0 ? layer : `${layer}: ${pathWords(rest)}`;
}
