import type { Env, InferenceSession, Tensor as OrtTensor, TensorConstructor } from "onnxruntime-common";
import { kindOf, refuse } from "../arguments.ts";
import { requireBytes } from "../data/numbers.ts";
import { HourglassError } from "../errors.ts";
import type { Device } from "./device.ts";
import { releasable } from "./releasable.ts";
import { requireInputs, requireTensors } from "./require-tensors.ts";
import type {
  Executable,
  KeepingDevice,
  KeepingExecutable,
  KeptTensor,
  KeptTensors,
  Runtime,
  Tensor,
  Tensors,
} from "./runtime.ts";

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
  device: Device,
  threads: number,
  options: InferenceSession.SessionOptions,
  prepare: (program: Uint8Array, constants: Tensors) => Prepared = givenToEveryRun,
): Runtime {
  // Read once, with the first session.
  ort.env.logLevel = "fatal";
  return {
    description,
    device,
    threads,
    load: async (program, constants = {}) => {
      const { session, expected, given } = await loaded(ort, options, prepare, program, constants);
      return executable(ort, session, expected, given);
    },
  };
}

/**
 * What can be kept by one of ONNX Runtime's packages on a device of its own.
 * @param largestTensor bytes of the largest tensor that the device is sure to take
 */
export function keepingDevice(
  ort: OnnxRuntimeModule,
  options: InferenceSession.SessionOptions,
  prepare: (program: Uint8Array, constants: Tensors) => Prepared,
  largestTensor: number,
): KeepingDevice {
  return {
    largestTensor,
    load: async (program, keep, constants = {}) => {
      const preferredOutputLocation = Object.fromEntries(keep.map((name) => [name, "gpu-buffer" as const]));
      const kept = { ...options, preferredOutputLocation };
      const { session, expected, given } = await loaded(ort, kept, prepare, program, constants);
      return keepingExecutable(ort, session, expected, given, keep);
    },
  };
}

interface Loaded {
  readonly session: InferenceSession;
  /** What every run must be given. */
  readonly expected: readonly InferenceSession.ValueMetadata[];
  /** Constants that are given to every run. */
  readonly given: Feeds;
}

async function loaded(
  ort: OnnxRuntimeModule,
  options: InferenceSession.SessionOptions,
  prepare: (program: Uint8Array, constants: Tensors) => Prepared,
  program: Uint8Array,
  constants: Tensors,
): Promise<Loaded> {
  const bytes = requireBytes(program, "load", "program");
  requireTensors(constants, "load", "constants");
  const { session, givenToRuns = {} } = await inWords(
    "load: ONNX Runtime cannot load the program",
    async () => {
      const prepared = prepare(bytes, constants);
      const all = { ...quiet, ...options, ...prepared.options };
      return { ...prepared, session: await ort.InferenceSession.create(prepared.program, all) };
    },
  );
  requireInputs(session.inputMetadata, givenToRuns, "some", "load", "constants");
  return {
    session,
    expected: session.inputMetadata.filter(({ name }) => !Object.hasOwn(givenToRuns, name)),
    given: feedsOf(ort, givenToRuns),
  };
}

/** What `work` gives; what goes wrong in ONNX Runtime, or in reading a program for it, is told with what that was. */
async function inWords<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HourglassError) throw error;
    throw new HourglassError(`${what}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

type Feeds = Readonly<Record<string, OrtTensor>>;

function feedsOf(ort: OnnxRuntimeModule, tensors: Tensors): Feeds {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, data, shape }]) => [
      name,
      new ort.Tensor(dtype, unshared(data), shape),
    ]),
  );
}

/** ONNX Runtime does not read memory that threads share. */
function unshared(data: Tensor["data"]): Tensor["data"] {
  return kindOf(data.buffer) === "SharedArrayBuffer" ? data.slice() : data;
}

/** A program none of whose results stays. */
function executable(
  ort: OnnxRuntimeModule,
  session: InferenceSession,
  expected: readonly InferenceSession.ValueMetadata[],
  constants: Feeds,
): Executable {
  const { run, release } = keepingExecutable(ort, session, expected, constants, []);
  return { run: async (inputs) => (await run(inputs, {})).results, release };
}

/** ONNX Runtime's tensors behind those that are kept. */
const onDevice = new WeakMap<KeptTensor, OrtTensor>();

function keepingExecutable(
  ort: OnnxRuntimeModule,
  session: InferenceSession,
  expected: readonly InferenceSession.ValueMetadata[],
  constants: Feeds,
  keep: readonly string[],
): KeepingExecutable {
  return releasable("the program", {
    run: async (inputs, kept) => {
      const other = expected.filter(({ name }) => !Object.hasOwn(kept, name));
      requireInputs(other, inputs, "all", "run", "inputs");
      const results = await ran(session, { ...constants, ...feedsOf(ort, inputs), ...keptFeeds(kept) });
      const stays = ([name]: readonly [string, OrtTensor]): boolean => keep.includes(name);
      return {
        results: Object.fromEntries(
          results.filter((result) => !stays(result)).map(([name, value]) => [name, fromOrt(value)]),
        ),
        kept: Object.fromEntries(results.filter(stays).map(([name, value]) => [name, keptOf(value)])),
      };
    },
    release: () => session.release(),
  });
}

function keptOf(tensor: OrtTensor): KeptTensor {
  const kept: KeptTensor = {
    dtype: tensor.type as KeptTensor["dtype"],
    shape: tensor.dims,
    release: () => tensor.dispose(),
  };
  onDevice.set(kept, tensor);
  return kept;
}

function keptFeeds(kept: KeptTensors): Feeds {
  return Object.fromEntries(
    Object.entries(kept).map(([name, one]) => {
      const tensor = onDevice.get(one);
      return tensor === undefined
        ? refuse("a result that a runtime has kept", one, "run", `kept.${name}`)
        : [name, tensor];
    }),
  );
}

async function ran(
  session: InferenceSession,
  feeds: Feeds,
): Promise<readonly (readonly [string, OrtTensor])[]> {
  const results = await inWords("run: ONNX Runtime cannot run the program", () =>
    session.run(feeds, { ...quiet }),
  );
  return Object.entries(results).map(([name, value]) => [name, value as OrtTensor]);
}

function fromOrt(tensor: OrtTensor): Tensor {
  return { dtype: tensor.type, shape: tensor.dims, data: tensor.data } as Tensor;
}
