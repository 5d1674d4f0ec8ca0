import * as z from "zod";
import { nameSchema, recordSchema, whole } from "../arguments.ts";
import { mostThreads } from "./runtime.ts";

export interface WebRuntimeOptions {
  /** Threads of the arithmetic; in a browser more than one needs a cross-origin isolated page. */
  readonly threads?: number;
  /** What does the arithmetic. `webgpu` needs a build that has it, and leaves to WebAssembly what it cannot do. */
  readonly device?: "wasm" | "webgpu";
  /** The URLs of the build's two files of WebAssembly; they are looked for beside its script unless given. */
  readonly files?: { readonly mjs: string; readonly wasm: string };
}

export const webRuntimeSchema: z.ZodType<WebRuntimeOptions> = recordSchema<WebRuntimeOptions>({
  threads: whole(1, mostThreads).exactOptional(),
  device: z.enum(["wasm", "webgpu"]).exactOptional(),
  files: z.strictObject({ mjs: nameSchema, wasm: nameSchema }).exactOptional(),
});
