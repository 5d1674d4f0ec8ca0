import type { Task } from "../program/task.ts";
import { int32, type Tensors } from "../runtime/runtime.ts";

/** The classes of samples as the input of a program of a task that has classes; nothing for others. */
export function labelTensors({ classes }: Task, labels: Uint8Array | undefined): Tensors {
  if (classes === undefined) return {};
  return { labels: int32(Int32Array.from(labels as Uint8Array), [(labels as Uint8Array).length]) };
}
