import type { InferenceSession, Tensor as OrtTensor, TensorConstructor } from "onnxruntime-common";
import type { Executable, Runtime, Tensor, Tensors } from "./runtime.ts";

/** What onnxruntime-node and onnxruntime-web have in common. */
export interface OnnxRuntimeModule {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: TensorConstructor;
}

/** The {@link Runtime} of one of ONNX Runtime's packages. */
export function createOnnxRuntime(
  ort: OnnxRuntimeModule,
  description: string,
  threads: number,
  options: InferenceSession.SessionOptions,
): Runtime {
  return {
    description,
    threads,
    load: async (program) => {
      const session = await ort.InferenceSession.create(program, options);
      return executable(ort, session);
    },
  };
}

function executable(ort: OnnxRuntimeModule, session: InferenceSession): Executable {
  return {
    run: async (inputs) => {
      const feeds: Record<string, OrtTensor> = {};
      for (const [name, { dtype, data, shape }] of Object.entries(inputs)) {
        feeds[name] = new ort.Tensor(dtype, data, shape);
      }
      const results = await session.run(feeds);
      return Object.fromEntries(
        Object.entries(results).map(([name, value]) => [name, fromOrt(value as OrtTensor)]),
      ) as Tensors;
    },
    release: () => session.release(),
  };
}

function fromOrt(tensor: OrtTensor): Tensor {
  return { dtype: tensor.type, shape: tensor.dims, data: tensor.data } as Tensor;
}
