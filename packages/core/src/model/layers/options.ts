import * as z from "zod";
import { whole } from "../../arguments.ts";
import { type ActivationName, activationSchema } from "../activation.ts";

// What several kinds of layers take.

/** Filters, and the sizes of planes. */
export const size: z.ZodType<number, number> = z.int().min(1).max(65_536);

/** As many as the largest picture that is read has pixels: whether there is memory for them is another question. */
export const units: z.ZodType<number, number> = z
  .int()
  .min(1)
  .max(2 ** 26);

/** An activation that layers have unless told: none. */
export const activation: z.ZodDefault<z.ZodType<ActivationName>> = activationSchema.default("linear");

/** By how much pooling divides sizes, and upsampling multiplies them. */
export const factor: z.ZodDefault<z.ZodType<number>> = whole(2, 16).default(2);

/** Odd: a kernel with a middle keeps the size of the image. */
export const kernelSize: z.ZodDefault<z.ZodType<number>> = z
  .int()
  .min(1)
  .max(31)
  .refine((length) => length % 2 === 1)
  .meta({ expected: "an odd whole number from 1 to 31" })
  .default(3);
