import * as z from "zod";
import type { MeasureResult } from "../../measures/measure.ts";

// The schema of what measures find, as measures.json has it.

const name = z.string();
const point = z.strictObject({ x: z.number(), y: z.number() });
/** Files that were written before figures had to be finite may hold null. */
const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);
const count = z.int().min(0);

const curveSchema = z.strictObject({ name, title: name, x: name, y: name, points: z.array(point) });
const confusionSchema = z.strictObject({ name, title: name, counts: z.array(z.array(count)) });
const mapSchema = z
  .strictObject({ name, title: name, images: z.array(count), points: z.array(point) })
  .refine(({ images, points }) => images.length === points.length)
  .meta({ expected: "a point for each image" });

export const measureResultSchema: z.ZodType<MeasureResult> = z.strictObject({
  figures: z.record(z.string(), figure),
  notMeasured: z.string().exactOptional(),
  curves: z.array(curveSchema).exactOptional(),
  confusions: z.array(confusionSchema).exactOptional(),
  maps: z.array(mapSchema).exactOptional(),
  choices: z.array(z.string()).exactOptional(),
});
