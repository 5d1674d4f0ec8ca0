import { callback, functionSchema, optionalSignal, recordSchema } from "hourglass-core/internal/arguments.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import * as z from "zod";
import type { ProgressHooks } from "../evaluation/progress.ts";

/** How something fitted becomes bytes, and comes back the same to the bit. */
export interface FitCodec<T> {
  encode(fit: T): Uint8Array;
  /**
   * @param file the name of what is read, for messages
   * @throws CorruptFileError on what `encode` does not give
   */
  decode(bytes: Uint8Array, file: string): T;
}

export interface FitHooks extends ProgressHooks {
  /** Whether to wait for another process that is computing the same; true unless given. */
  readonly wait?: boolean;
}

export const fitHooksSchema: z.ZodType<FitHooks> = recordSchema<FitHooks>({
  signal: optionalSignal,
  onProgress: callback(),
  wait: z.boolean().exactOptional(),
});

/** Fits to the same data, each computed by one of several processes for all of them. */
export interface SharedFits {
  /**
   * What `compute` gives, or gave to another process. Where it cannot be shared, it is computed all the same.
   * @param name of the fit, unique among those to the same data; letters, digits and hyphens
   * @throws FitUnderWayError where another process is computing it, and `wait` is false
   * @throws the reason of `signal` once that is aborted
   */
  once<T>(
    name: string,
    codec: FitCodec<T>,
    compute: () => Promise<T>,
    hooks?: Omit<FitHooks, "onProgress">,
  ): Promise<T>;
}

export const sharedFitsSchema: z.ZodType<SharedFits> = z.object({
  once: functionSchema<SharedFits["once"]>(),
});

/** What is asked for is computed by another process: there may be other work until it is done. */
export class FitUnderWayError extends HourglassError {
  override readonly name: string = "FitUnderWayError";
}
