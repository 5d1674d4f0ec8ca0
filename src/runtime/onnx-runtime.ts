import type { Env, InferenceSession, Tensor as OrtTensor, TensorConstructor } from "onnxruntime-common";
import type { Executable, Runtime, Tensor, Tensors } from "./runtime.ts";

/** What onnxruntime-node and onnxruntime-web have in common. */
export interface OnnxRuntimeModule {
  readonly InferenceSession: {
    create(model: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: TensorConstructor;
  readonly env: Env;
}

/** What goes wrong is thrown: the library's own lines on the terminal would be a second telling, in its own words. */
const quiet = { logSeverityLevel: 4 } as const;

/** A program that has its constants, as far as those are not given to every run. */
export interface Prepared {
  readonly program: Uint8Array;
  readonly options?: InferenceSession.SessionOptions;
  readonly givenToRuns?: Tensors;
}

/** For a runtime that reads tensors where they lie: constants cost nothing in a run. */
const givenToEveryRun = (program: Uint8Array, constants: Tensors): Prepared => ({
  program,
  givenToRuns: constants,
});

/** The {@link Runtime} of one of ONNX Runtime's packages. */
export function createOnnxRuntime(
  ort: OnnxRuntimeModule,
  description: string,
  threads: number,
  options: InferenceSession.SessionOptions,
  prepare: (program: Uint8Array, constants: Tensors) => Prepared = givenToEveryRun,
): Runtime {
  // Read once, with the first session.
  ort.env.logLevel = "fatal";
  return {
    description,
    threads,
    load: async (program, constants = {}) => {
      const prepared = prepare(program, constants);
      const session = await ort.InferenceSession.create(prepared.program, {
        ...quiet,
        ...options,
        ...prepared.options,
      });
      return executable(ort, session, feedsOf(ort, prepared.givenToRuns ?? {}));
    },
  };
}

type Feeds = Readonly<Record<string, OrtTensor>>;

function feedsOf(ort: OnnxRuntimeModule, tensors: Tensors): Feeds {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, data, shape }]) => [
      name,
      new ort.Tensor(dtype, data, shape),
    ]),
  );
}

function executable(ort: OnnxRuntimeModule, session: InferenceSession, constants: Feeds): Executable {
  return {
    run: async (inputs) => {
      const results = await session.run({ ...constants, ...feedsOf(ort, inputs) }, { ...quiet });
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
