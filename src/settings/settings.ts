import { z } from "zod";
import { UsageError } from "../errors.ts";

/** One setting of a training run: its values, its default, and how it is explained. */
export interface Setting<T = unknown> {
  /** Accepts exactly the valid values; numbers carry their limits (`minValue`, `maxValue`). */
  readonly schema: z.ZodType<T>;
  readonly default: T;
  readonly help: string;
  /** The heading under which the help, the report and the page list it. */
  readonly group: "data" | "model" | "training" | "stopping" | "machine";
  /** Placeholder in the command line's help, for settings that take a value. */
  readonly value?: string;
}

/** A value for every setting. */
export interface Settings {
  readonly dataset: string;
  readonly validation: number;
  readonly model: string;
  readonly latentSize: number;
  readonly loss: "bce" | "mse";
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly monitor: "training" | "validation";
  readonly patience: number;
  readonly minDelta: number;
  readonly restoreBest: boolean;
  readonly seed: number;
  readonly threads: number;
}

export type SettingName = keyof Settings;

const whole = (minimum: number, maximum: number): z.ZodInt => z.int().min(minimum).max(maximum);
const real = (minimum: number, maximum: number): z.ZodNumber => z.number().min(minimum).max(maximum);

/**
 * The table of settings. It alone feeds the command line, configuration files, validation, run.json and the
 * report; a setting that is not a row here does not exist.
 */
export const settingsTable: { readonly [Name in SettingName]: Setting<Settings[Name]> } = {
  dataset: {
    schema: z.string().min(1),
    default: "mnist",
    help: "data set by its name in the catalogue (hourglass data list)",
    group: "data",
    value: "NAME",
  },
  validation: {
    schema: whole(0, 1_000_000),
    default: 10_000,
    help: "how many of the last training images to hold out as the validation set",
    group: "data",
    value: "N",
  },
  model: {
    schema: z.string().min(1),
    default: "vanilla",
    help: "preset by name: vanilla (one hidden layer, the code)",
    group: "model",
    value: "NAME",
  },
  latentSize: {
    schema: whole(1, 4096),
    default: 32,
    help: "number of values of the latent code",
    group: "model",
    value: "N",
  },
  loss: {
    schema: z.enum(["bce", "mse"]),
    default: "bce",
    help: "reconstruction loss, mean over pixels and images: bce (nats) or mse",
    group: "model",
    value: "NAME",
  },
  epochs: {
    schema: whole(1, 100_000),
    default: 50,
    help: "passes over the training images, at most",
    group: "training",
    value: "N",
  },
  batchSize: {
    schema: whole(1, 65_536),
    default: 256,
    help: "images a step; the last batch of an epoch may be smaller",
    group: "training",
    value: "N",
  },
  learningRate: {
    schema: real(1e-8, 10),
    default: 1e-3,
    help: "step size of Adam",
    group: "training",
    value: "X",
  },
  beta1: {
    schema: real(0, 0.999999),
    default: 0.9,
    help: "Adam: decay rate of the first moment",
    group: "training",
    value: "X",
  },
  beta2: {
    schema: real(0, 0.99999999),
    default: 0.999,
    help: "Adam: decay rate of the second moment",
    group: "training",
    value: "X",
  },
  epsilon: {
    schema: real(1e-12, 1),
    default: 1e-7,
    help: "Adam: added to the root of the uncorrected second moment (epsilon-hat, as in Keras)",
    group: "training",
    value: "X",
  },
  monitor: {
    schema: z.enum(["training", "validation"]),
    default: "training",
    help: "loss that early stopping and --restore-best look at: training or validation",
    group: "stopping",
    value: "NAME",
  },
  patience: {
    schema: whole(0, 100_000),
    default: 5,
    help: "stop after this many epochs without improvement of the monitored loss; 0: never stop early",
    group: "stopping",
    value: "N",
  },
  minDelta: {
    schema: real(0, 1e6),
    default: 0,
    help: "the monitored loss improves where it falls by more than this",
    group: "stopping",
    value: "X",
  },
  restoreBest: {
    schema: z.boolean(),
    default: false,
    help: "end with the weights of the epoch with the best monitored loss instead of the last",
    group: "stopping",
  },
  seed: {
    schema: whole(0, 0xffffffff),
    default: 1,
    help: "seed of the initial weights and of the order of the images",
    group: "training",
    value: "N",
  },
  threads: {
    schema: whole(0, 256),
    default: 0,
    help: "threads of the arithmetic; 0: one a core. The same seed and threads give the same bits",
    group: "machine",
    value: "N",
  },
};

export const settingNames: readonly SettingName[] = Object.keys(settingsTable) as SettingName[];

/** How the command line spells a setting: `latentSize` is `latent-size`. */
export function optionName(name: SettingName): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Completes `given` with the defaults and checks it against the table.
 * @param from where the values come from, for the message: `--config run.yaml`, `options`
 * @throws UsageError naming the setting, what was expected and what was found
 */
export function resolveSettings(given: Readonly<Record<string, unknown>>, from: string): Settings {
  const resolved: Record<string, unknown> = {};
  for (const name of settingNames) {
    resolved[name] = Object.hasOwn(given, name)
      ? checkSetting(name, given[name], `${from}: ${name}`)
      : settingsTable[name].default;
  }
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(settingsTable, name)) {
      throw new UsageError(`${from}: unknown setting "${name}": choose from ${settingNames.join(", ")}`);
    }
  }
  return resolved as unknown as Settings;
}

/**
 * The value of one setting, checked.
 * @param where the option, or the file and name, that gave it
 * @throws UsageError saying where, what was expected and what was found
 */
export function checkSetting(name: SettingName, value: unknown, where: string): unknown {
  const result = settingsTable[name].schema.safeParse(value);
  if (result.success) return result.data;
  throw new UsageError(`${where}: expected ${expectedValue(name)}, found ${JSON.stringify(value)}`);
}

/** What a setting takes, in words: `a whole number from 1 to 4096`. */
function expectedValue(name: SettingName): string {
  const { schema, default: standard } = settingsTable[name];
  const limits = settingLimits(name);
  if (limits !== undefined) {
    const kind = schema instanceof z.ZodNumber && schema.isInt ? "a whole number" : "a number";
    return `${kind} from ${limits.minimum} to ${limits.maximum}`;
  }
  if (schema instanceof z.ZodEnum) return `one of ${schema.options.join(", ")}`;
  return typeof standard === "boolean" ? "true or false" : "a name";
}

/** The limits of a setting that is a number, both allowed; `undefined` for others. */
export function settingLimits(
  name: SettingName,
): { readonly minimum: number; readonly maximum: number } | undefined {
  const { schema } = settingsTable[name];
  if (!(schema instanceof z.ZodNumber)) return undefined;
  return { minimum: schema.minValue ?? -Infinity, maximum: schema.maxValue ?? Infinity };
}
