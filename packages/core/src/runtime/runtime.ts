import type { z } from "zod";
import { whole } from "../arguments.ts";
import type { Device } from "./device.ts";
import type { MemoryLimit } from "./memory.ts";

/** Numbers in memory: little more than a typed array and its shape. */
export type Tensor =
  | { readonly dtype: "float32"; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: "float64"; readonly shape: readonly number[]; readonly data: Float64Array }
  | { readonly dtype: "uint8"; readonly shape: readonly number[]; readonly data: Uint8Array }
  | { readonly dtype: "bool"; readonly shape: readonly number[]; readonly data: Uint8Array }
  | { readonly dtype: "int32"; readonly shape: readonly number[]; readonly data: Int32Array }
  | { readonly dtype: "int64"; readonly shape: readonly number[]; readonly data: BigInt64Array };

export type Tensors = Readonly<Record<string, Tensor>>;

/** A program that is ready to run. */
export interface Executable {
  /** Runs the program once. Throws when an input is missing or has another type than the program says. */
  run(inputs: Tensors): Promise<Tensors>;
  /** Frees the program's memory; it cannot run again. */
  release(): Promise<void>;
}

/** A result that has stayed where it was computed, to be given to another program of the same runtime, while the program that gave it is not released. */
export interface KeptTensor {
  readonly dtype: Tensor["dtype"];
  readonly shape: readonly number[];
  /** Frees its memory. */
  release(): void;
}

export type KeptTensors = Readonly<Record<string, KeptTensor>>;

/** A program some of whose results stay where they are computed. */
export interface KeepingExecutable {
  /** Runs the program once. @param kept inputs that other runs have left on the device; they are left there by this one, too */
  run(inputs: Tensors, kept: KeptTensors): Promise<{ readonly results: Tensors; readonly kept: KeptTensors }>;
  /** Frees the program's memory; it cannot run again. */
  release(): Promise<void>;
}

/** What runs programs: ONNX Runtime, native or as WebAssembly. */
export interface Runtime {
  /** For people: `onnxruntime-node 1.30.0 (native, cpu)`. */
  readonly description: string;
  /** What does the arithmetic. On another, results differ in their last bits. */
  readonly device: Device;
  /** Threads of the arithmetic. With another number results may differ in the last bits. */
  readonly threads: number;
  /** How much memory it may take; what would take more is refused. No limit is known where it is absent. */
  readonly memory?: MemoryLimit;
  /** Whether it cannot compute in float64. */
  readonly lacksFloat64?: boolean;
  /**
   * Makes the ONNX file of a program ready to run.
   * @param constants inputs that are the same in every run, and are not given to it again: a runtime that keeps its
   * numbers to itself takes them over once instead of with every run
   */
  load(program: Uint8Array, constants?: Tensors): Promise<Executable>;
  /** Present where results can stay on a device of its own, from which every run would else fetch them. */
  readonly keeping?: KeepingDevice;
}

/** A device on which results can stay. */
export interface KeepingDevice {
  /** Bytes of the largest tensor that it is sure to take. */
  readonly largestTensor: number;
  /**
   * As {@link Runtime.load}.
   * @param keep the names of the results that stay
   */
  load(program: Uint8Array, keep: readonly string[], constants?: Tensors): Promise<KeepingExecutable>;
}

/** More threads than any machine makes use of. */
export const mostThreads = 256;

/** Threads that can be asked for; 0 for one a core. */
export const threadsSchema: z.ZodType<number> = whole(0, mostThreads);

export function float32(data: Float32Array, shape: readonly number[] = [data.length]): Tensor {
  return { dtype: "float32", shape, data };
}

export function uint8(data: Uint8Array, shape: readonly number[] = [data.length]): Tensor {
  return { dtype: "uint8", shape, data };
}

export function int32(data: Int32Array, shape: readonly number[] = [data.length]): Tensor {
  return { dtype: "int32", shape, data };
}

/** An int64 scalar. */
export function int64Scalar(value: number): Tensor {
  return { dtype: "int64", shape: [], data: BigInt64Array.of(BigInt(value)) };
}

/** The float32 result of a name; a program that lacks it is a defect of ours. */
export function float32Result(results: Tensors, name: string): Float32Array {
  const tensor = results[name];
  if (tensor?.dtype !== "float32") throw new TypeError(`the program has no float32 result "${name}"`);
  return tensor.data;
}
