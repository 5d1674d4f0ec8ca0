import { createRandom, type Random } from "hourglass-core/internal/random/random.ts";
import type { StudyPictures } from "hourglass-lab/internal/report/study/study-input.ts";
import { findAnswer } from "hourglass-lab/internal/study/answer.ts";
import { findFindings } from "hourglass-lab/internal/study/findings.ts";
import type {
  CellRow,
  CurveSpread,
  RunRow,
  SeedSpread,
  StudyFigure,
  StudyResults,
  VariedValue,
} from "hourglass-lab/internal/study/results.ts";

export interface SampleStudy {
  readonly data?: readonly string[];
  readonly models?: readonly string[];
  readonly varied?: StudyResults["varied"];
  readonly seeds?: readonly number[];
  readonly curves?: boolean;
  /** Changes rows before cells are made of them: to make one fail. */
  readonly change?: (run: RunRow) => RunRow;
}

const figures: readonly StudyFigure[] = [
  { name: "bce", title: "test BCE", unit: "nats, mean over pixels", better: "lower", headline: true },
  {
    name: "pca.model",
    title: "squared error",
    unit: "sum over pixels",
    better: "lower",
    beside: "pca.sse",
    headline: true,
  },
  { name: "pca.sse", title: "squared error of PCA", unit: "sum over pixels", better: "lower" },
  {
    name: "probe.accuracy",
    title: "probe accuracy",
    unit: "",
    better: "higher",
    beside: "probe.pixels",
    headline: true,
  },
  { name: "probe.pixels", title: "probe accuracy of the pixels", unit: "", better: "higher" },
  { name: "rank.effective", title: "effective rank", unit: "values" },
];

/** A study that never was, with numbers that could have been. */
export function sampleStudy({
  data = ["mnist", "fashion-mnist"],
  models = ["vanilla", "deep", "convolutional"],
  varied = [{ setting: "latentSize", values: [2, 4, 8, 16, 32, 64, 128] }],
  seeds = [1, 2, 3],
  curves = false,
  change = (run) => run,
}: SampleStudy = {}): StudyResults {
  const random = createRandom(1, "sample study");
  const places = varied.reduce<readonly Readonly<Record<string, VariedValue>>[]>(
    (known, { setting, values }) =>
      known.flatMap((place) => values.map((value) => ({ ...place, [setting]: value }))),
    [{}],
  );
  const cells: CellRow[] = [];
  const runs: RunRow[] = [];
  data.forEach((set, difficulty) => {
    models.forEach((model, strength) => {
      for (const place of places) {
        const words = Object.entries(place).map(([setting, value]) => `${setting} ${value}`);
        const cell = [set, model, ...words].join("-").replaceAll(/[^\w]+/g, "-");
        const ofCell = seeds.map((seed) =>
          change({
            ...{ id: `${cell}-seed-${seed}`, cell, seed, data: set, model, varied: place },
            ...{ status: "done", epochs: 10 },
            figures: madeUp(random, strength, difficulty, place),
          }),
        );
        runs.push(...ofCell);
        const done = ofCell.filter(({ status }) => status === "done");
        cells.push({
          ...{ id: cell, data: set, model, varied: place, seeds: done.length, confusions: [] },
          title: [model, ...words].join(", "),
          figures: Object.fromEntries(
            done.length === 0
              ? []
              : figures.map(({ name }) => [name, spreadOf(done.map((run) => run.figures[name]!))]),
          ),
          curves: curves && done.length > 0 ? madeUpCurves(strength, done.length) : [],
        });
      }
    });
  });
  const numbers = { varied, figures, runs, cells };
  const findings = findFindings(numbers);
  const answer = findAnswer({ ...numbers, findings });
  return {
    ...{ format: 2, title: "Latent size", ...numbers, findings },
    ...(answer === undefined ? {} : { answer }),
    question:
      "How does the size of the latent code change the reconstruction, and when do depth and convolutions help?",
    protocol: [
      "10,000 training images of each data set, the last 10,000 held out for validation, all 10,000 test images.",
      `Seeds ${seeds.join(", ")}; 30 epochs of vanilla, 15 of deep, 5 of convolutional.`,
    ],
    examples: data.map((name) => ({
      data: name,
      image: { height: 28, width: 28, channels: 1 },
      indices: [3, 2, 1, 18, 4, 8, 11, 0, 61, 7],
      labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    })),
    environment: { hourglass: "0.1.0", runtime: "onnxruntime-node 1.30.0", cpu: "a processor", cores: 2 },
  };
}

/** Rings for originals, and paler ones for what cells make of them. */
export function samplePictures({ examples, cells }: StudyResults): readonly StudyPictures[] {
  return examples.map(({ data, indices }) => ({
    data,
    originals: indices.map((_, index) => ring(index, 255)),
    cells: new Map(
      cells
        .filter((cell) => cell.data === data)
        .map(({ id }, row) => [id, indices.map((_, index) => ring(index, 250 - ((5 * row) % 150)))]),
    ),
  }));
}

function ring(index: number, brightness: number): Uint8Array {
  return Uint8Array.from({ length: 784 }, (_, pixel) => {
    const radius = Math.hypot((pixel % 28) - 13.5, Math.floor(pixel / 28) - 13.5);
    return Math.round(brightness * Math.exp(-(((radius - 3 - index / 2) / 1.6) ** 2)));
  });
}

function madeUp(
  random: Random,
  strength: number,
  difficulty: number,
  place: Readonly<Record<string, VariedValue>>,
): Record<string, number> {
  const size = Object.values(place).reduce<number>(
    (product, value) => product * (typeof value === "number" && value > 0 ? value : 1 + String(value).length),
    1,
  );
  const bits = Math.log2(size + 1);
  const noise = (): number => random.normal() * 0.01;
  return {
    bce: (0.08 + 0.2 * difficulty + 0.15 / (1 + bits)) * (1 - 0.04 * strength + noise()),
    "pca.model": (8 + 50 / (1 + bits)) * (1 - 0.08 * strength + noise()),
    "pca.sse": 9 + 55 / (1 + bits),
    "probe.accuracy": (0.97 - 0.5 / (1 + bits) - 0.08 * difficulty) * (1 + 0.01 * strength + noise() / 3),
    "probe.pixels": 0.915 - 0.08 * difficulty,
    "rank.effective": 1 + 0.8 * size * (1 + noise()),
  };
}

function madeUpCurves(strength: number, seeds: number): readonly CurveSpread[] {
  return ["gaussian", "masking"].map((noise) => ({
    name: `robustness.${noise}`,
    title: `squared error under ${noise} noise`,
    ...{ x: "level of the noise", y: "squared error" },
    points: [0, 0.1, 0.2, 0.3, 0.5, 0.7].map((x) => ({
      ...{ x, mean: 0.01 + x * x * (0.1 - 0.02 * strength), seeds },
      ...(seeds > 1 ? { deviation: 0.002 + 0.01 * x } : {}),
    })),
  }));
}

function spreadOf(values: readonly number[]): SeedSpread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    ...{ mean, seeds: values.length },
    ...(values.length > 1 ? { deviation: Math.sqrt(squares / (values.length - 1)) } : {}),
  };
}
