import type { z } from "zod";
import { nameOf } from "../kinds/schema.ts";
import { type KindTable, kindTable } from "../kinds/table.ts";
import type { ActivationKind } from "./activations/activation-kind.ts";
import { eluKind } from "./activations/elu.ts";
import { geluKind } from "./activations/gelu.ts";
import { leakyReluKind } from "./activations/leaky-relu.ts";
import { linearKind } from "./activations/linear.ts";
import { reluKind } from "./activations/relu.ts";
import { sigmoidKind } from "./activations/sigmoid.ts";
import { siluKind } from "./activations/silu.ts";
import { tanhKind } from "./activations/tanh.ts";

/** The activation functions that are shipped; each says its name, of which those of architectures follow. */
const shipped = [
  linearKind as typeof linearKind,
  reluKind as typeof reluKind,
  leakyReluKind as typeof leakyReluKind,
  eluKind as typeof eluKind,
  siluKind as typeof siluKind,
  geluKind as typeof geluKind,
  tanhKind as typeof tanhKind,
  sigmoidKind as typeof sigmoidKind,
] as const;

export type ActivationName = (typeof shipped)[number]["name"];

/** The names of those that are shipped. */
export const activationNames: readonly ActivationName[] = shipped.map(({ name }) => name);

/** All activation functions; a program may register some of its own. */
export const activations: KindTable<ActivationKind> = kindTable<ActivationKind>("activation", shipped);

/** Accepts their names. */
export const activationSchema: z.ZodType<ActivationName, ActivationName> = nameOf(activations) as z.ZodType<
  ActivationName,
  ActivationName
>;
