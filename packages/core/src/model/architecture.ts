import * as z from "zod";
import { checkArgument, nameSchema } from "../arguments.ts";
import { UsageError } from "../errors.ts";
import { kindSchema, nameOf } from "../kinds/schema.ts";
import { checkValue, pathWords, showName, valueAt } from "../validation.ts";
import { type LayerInput, type LayerSpec, layers } from "./layers/layers.ts";
import { outputs } from "./outputs/outputs.ts";

export type { LayerInput, LayerSpec };

/** The layers of an autoencoder: a user's own, or those that a preset lists. Plain JSON. */
export interface Architecture {
  readonly name: string;
  readonly encoder: readonly LayerSpec[];
  readonly decoder: readonly LayerSpec[];
  /** What makes the reconstruction of what the last layer gives; `sigmoid` unless given. */
  readonly output?: string | undefined;
}

/** An {@link Architecture} as a user writes it. */
export interface ArchitectureInput {
  readonly name?: string;
  readonly encoder: readonly LayerInput[];
  readonly decoder: readonly LayerInput[];
  readonly output?: string;
}

const layerName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/i)
  .max(100)
  .meta({ expected: "letters, digits, - and _, a letter first" })
  .optional();

const layerSchema = kindSchema<LayerSpec, (typeof layers.kinds)[number]>(layers, "type", (kind) =>
  z.strictObject({ type: z.literal(kind.name), name: layerName, ...kind.options }),
);

/** Far more than anything that can be trained. */
const mostLayers = 1000;
const layersSchema = z.array(layerSchema).min(1).max(mostLayers);

const architectureSchema = z.strictObject({
  name: z.string().min(1).max(100).default("custom"),
  encoder: layersSchema,
  decoder: layersSchema,
  output: nameOf(outputs).optional(),
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
