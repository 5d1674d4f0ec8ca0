import * as z from "zod";
import { checkArgument, functionSchema, whole } from "../arguments.ts";
import type { Runtime } from "./runtime.ts";

const runtimeSchema = z.object({
  description: z.string(),
  threads: whole(1),
  load: functionSchema<Runtime["load"]>(),
});

const memorySchema = z.object({ bytes: z.number().min(1), source: z.string() }).optional();

/**
 * A runtime that was given.
 * @throws UsageError on anything else
 */
export function requireRuntime(given: unknown, call: string, name = "runtime"): void {
  const advice = "give what createNodeRuntime or createWebRuntime returns";
  checkArgument(runtimeSchema, given, call, name, advice);
  checkArgument(memorySchema, (given as Runtime).memory, call, `${name}.memory`);
}
