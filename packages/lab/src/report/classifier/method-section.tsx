import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import type {
  ClassifierPlan,
  ClassifierSummary,
  ClassifierTraining,
} from "../../classify/classifier-summary.ts";
import { labelWords, planWords } from "../../classify/classifier-words.ts";
import { Facts } from "../components/facts.tsx";
import type { Section } from "../components/section.ts";
import { Sentences } from "../components/sentences.tsx";
import type { ClassifierInput } from "./classifier-input.ts";

/** How it was done, which labels were used, and how to do it again. */
export const methodSection: Section<ClassifierInput> = {
  title: "How it was trained",
  parts: (input) => [{ view: <Method {...input} /> }],
};

function Method({ summary }: ClassifierInput): JSX.Element {
  const { plan, environment, objective, model, encoder } = summary;
  return (
    <>
      <Sentences sentences={sentences(summary)} />
      <pre>
        <code>{commandOf(summary)}</code>
      </pre>
      <Facts
        caption="The classifier that is kept."
        facts={[
          ["layers", model.layers.join("; ")],
          ["objective", objective],
          ["optimiser", optimiserWords(plan)],
          ["SHA-256 of the encoder's weights", <code key="sum">{encoder.weights}</code>],
          ["Hourglass", environment.hourglass],
          ["runtime", `${environment.runtime}, ${counted(environment.threads, "thread")}`],
          ["processor", environment.cpu],
          ["started", <time key="started">{summary.started}</time>],
        ]}
      />
      <p>
        The numbers of this page: <a href="run.json">run.json</a>, <a href="metrics.jsonl">metrics.jsonl</a>{" "}
        and the files named under the figures.
      </p>
    </>
  );
}

function optimiserWords({
  learningRate,
  schedule = "constant",
  weightDecay = 0,
  batchSize,
}: ClassifierPlan): string {
  const decay = weightDecay === 0 ? "" : `, weight decay ${weightDecay}`;
  return `Adam, learning rate ${learningRate}, ${schedule}${decay}; batches of ${batchSize}`;
}

function sentences({ plan, trainings, settings }: ClassifierSummary): readonly string[] {
  const kept = trainings[0] as ClassifierTraining;
  return [
    `The classifier that is kept is ${planWords(plan)}.`,
    ...(settings.trainOn === "all"
      ? ["Its encoder has seen the test samples, without their labels (trainOn all)."]
      : []),
    `It used ${labelWords(kept)}; they are drawn by the seed from the training split of the run, and no other label was used.`,
    "The same network from random weights is trained as a whole, on the same labels, with the same seed and the same options.",
    "Logistic regression on the raw values is fitted on all the same labels, those that stop the others included; C is 1, and the values are standardised by all training samples, which needs no label.",
    "Nothing was chosen by the test split.",
  ];
}

/** The command line that trains it; the names of run and folder stand for where they lie. */
function commandOf({ plan, encoder }: ClassifierSummary): string {
  const { labelsPerClass, seeds, fineTune, hidden, epochs, batchSize, learningRate, patience } = plan;
  const { schedule, weightDecay } = plan;
  const options = [
    `--labels-per-class ${labelsPerClass.join(",")}`,
    ...(fineTune ? ["--fine-tune"] : []),
    ...(hidden.length > 0 ? [`--head ${hidden.join(",")}`] : []),
    `--seeds ${seeds.join(",")}`,
    ...(epochs === "auto" ? [] : [`--epochs ${epochs}`]),
    `--batch-size ${batchSize} --learning-rate ${learningRate}`,
    ...(schedule === undefined ? [] : [`--schedule ${schedule}`]),
    ...(weightDecay === undefined ? [] : [`--weight-decay ${weightDecay}`]),
    ...(patience > 0 ? [`--patience ${patience}`] : []),
  ];
  return `hourglass classify ${lastPart(encoder.run)} ${options.join(" ")} --out DIR`;
}

/** Of a path on this machine its last part. */
function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== "") ?? "RUN";
}
