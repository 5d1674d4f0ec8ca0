import type * as z from "zod";
import { whole } from "../arguments.ts";

/** How many classes there are: labels are bytes. */
export const classCountSchema: z.ZodType<number, number> = whole(2, 256) as z.ZodType<number, number>;
