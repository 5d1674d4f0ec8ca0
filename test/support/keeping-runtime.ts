import type {
  KeepingExecutable,
  KeptTensor,
  KeptTensors,
  Runtime,
  Tensor,
} from "hourglass-core/internal/runtime/runtime.ts";

/** A runtime whose results can stay: here in memory, so that what is left to a device can be tried without one. */
export interface KeepingRuntime {
  readonly runtime: Runtime;
  /** How many tensors are kept at present. */
  readonly kept: () => number;
}

/** @param largestTensor bytes of the largest tensor that it says it takes */
export function keepingRuntime(plain: Runtime, largestTensor: number = 2 ** 27): KeepingRuntime {
  const live = new Map<KeptTensor, Tensor>();
  const keep = (tensor: Tensor): KeptTensor => {
    const kept: KeptTensor = {
      dtype: tensor.dtype,
      shape: tensor.shape,
      release: () => {
        if (!live.delete(kept)) throw new Error("a tensor was released twice");
      },
    };
    live.set(kept, tensor);
    return kept;
  };
  const given = (kept: KeptTensors): Record<string, Tensor> =>
    Object.fromEntries(
      Object.entries(kept).map(([name, one]) => {
        const tensor = live.get(one);
        if (tensor === undefined) throw new Error(`${name} was released before it was used`);
        return [name, tensor];
      }),
    );
  const load = async (
    program: Uint8Array,
    names: readonly string[],
    constants?: Record<string, Tensor>,
  ): Promise<KeepingExecutable> => {
    const executable = await plain.load(program, constants);
    return {
      run: async (inputs, kept) => {
        const results = Object.entries(await executable.run({ ...inputs, ...given(kept) }));
        const stays = results.filter(([name]) => names.includes(name));
        return {
          results: Object.fromEntries(results.filter(([name]) => !names.includes(name))),
          kept: Object.fromEntries(stays.map(([name, tensor]) => [name, keep(tensor)])),
        };
      },
      release: () => executable.release(),
    };
  };
  return { runtime: { ...plain, keeping: { largestTensor, load } }, kept: () => live.size };
}
