import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { lookUp } from "hourglass-core/internal/validation.ts";
import { capitalise, withArticle } from "hourglass-core/internal/words.ts";
import { formatCount } from "hourglass-lab/internal/report/words/format.ts";
import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import {
  chooseSamples,
  comparedNames,
  comparisonProblem,
  type NamedModel,
  rebuiltSamples,
  type SampleChoice,
  sampleChoice,
  worstAmong,
} from "../../state/comparison.ts";
import { loadedData, samplesKind } from "../../state/session.ts";
import { liveModel, type Rebuilt } from "../../workers/explorer/explorer-api.ts";
import { ModelSelect } from "../model-select.tsx";
import { sampleLook } from "../sample-look.ts";
import { type SampleLook, sampleAt } from "../sample-picture.ts";
import { SampleView } from "../sample-view.tsx";
import { ModelKey } from "./model-key.tsx";

/** The same test samples, and below them what each model makes of them. */
export function RebuiltRows(): JSX.Element {
  const rebuilt = rebuiltSamples.value;
  const { title: one, plural, value } = samplesKind.value;
  const models = comparedNames.value;
  const shown = models.flatMap((model) => {
    const samples = rebuilt.get(model.id);
    return samples === undefined ? [] : [{ model, samples }];
  });
  const others = models.filter(({ fits }) => !fits);
  return (
    <section aria-labelledby="rebuilt-title">
      <div class="compare-head">
        <h3 id="rebuilt-title">The same test {plural}</h3>
        <SampleTools models={models.filter(({ fits }) => fits)} />
      </div>
      {comparisonProblem.value === undefined ? null : <p role="alert">{comparisonProblem.value}</p>}
      {shown[0] === undefined ? (
        <p class="soft">Waiting for the models…</p>
      ) : (
        <div class="rebuilt-scroll">
          <div
            class="rebuilt"
            style={{ gridTemplateColumns: `repeat(${shown[0].samples.indices.length}, 1fr)` }}
          >
            <p class="rebuilt-name">original</p>
            <RebuiltSamples samples={shown[0].samples} values={shown[0].samples.originals} what="original" />
            {shown.map(({ model, samples }) => (
              <Row key={model.id} model={model} samples={samples} lowest={lowestErrors(shown)} />
            ))}
          </div>
        </div>
      )}
      <p class="soft compare-note">
        The number below {withArticle(one)} is its squared error, summed over the {value.many}; the lowest of
        a column is bold.
        {shown.some(({ samples }) => samples.corrupted !== undefined) &&
          ` A model that removes noise gets the ${one} with noise, its usual task, so its numbers do not compare.`}
        {others.length > 0 &&
          ` Made for ${plural} of another shape: ${others.map(({ title }) => title).join(", ")}.`}
      </p>
    </section>
  );
}

interface Shown {
  readonly model: NamedModel;
  readonly samples: Rebuilt;
}

/** Of each sample, over the models that saw it without noise; nothing where there is one of these. */
function lowestErrors(shown: readonly Shown[]): readonly number[] {
  const clean = shown.filter(({ samples }) => samples.corrupted === undefined);
  if (clean.length < 2) return [];
  return (shown[0]?.samples.indices ?? []).map((_, at) =>
    Math.min(...clean.map(({ samples }) => samples.sse[at] ?? Number.POSITIVE_INFINITY)),
  );
}

function Row({ model, samples, lowest }: Shown & { readonly lowest: readonly number[] }): JSX.Element {
  return (
    <>
      <p class="rebuilt-name">
        <ModelKey id={model.id} title={model.title} />
      </p>
      {samples.corrupted === undefined ? null : (
        <RebuiltSamples samples={samples} values={samples.corrupted} what={`what ${model.title} saw`} />
      )}
      <RebuiltSamples
        samples={samples}
        values={samples.reconstructions}
        what={`rebuilt by ${model.title}`}
        errors={samples.corrupted === undefined ? lowest : []}
      />
    </>
  );
}

interface RebuiltSamplesProps {
  readonly samples: Rebuilt;
  readonly values: SampleValues;
  readonly what: string;
  /** The lowest error of each sample; errors are shown where this is given. */
  readonly errors?: readonly number[];
}

function RebuiltSamples({ samples, values, what, errors }: RebuiltSamplesProps): ComponentChildren {
  const loaded = loadedData.value;
  const look = sampleLook.value;
  // A model in training brings new pictures for its own row: the others stay as they are.
  return useMemo(
    () =>
      loaded === undefined || look === undefined
        ? null
        : samples.indices.map((index, at) => (
            <Tile
              key={index}
              {...{ samples, values, what, at, look }}
              classNames={loaded.classNames}
              lowest={errors?.[at]}
              hasError={errors !== undefined}
            />
          )),
    [samples, values, what, errors?.join(), loaded, look],
  );
}

interface TileProps extends Omit<RebuiltSamplesProps, "errors"> {
  readonly at: number;
  readonly look: SampleLook;
  readonly classNames: readonly string[];
  readonly hasError: boolean;
  readonly lowest: number | undefined;
}

function Tile({ samples, values, what, at, look, classNames, hasError, lowest }: TileProps): JSX.Element {
  const label = samples.labels?.[at];
  const name = label === undefined ? "" : ` (${classNames[label] ?? label})`;
  const sse = samples.sse[at] ?? 0;
  return (
    <div class="rebuilt-tile">
      <SampleView
        values={sampleAt(values, look, at)}
        look={look}
        label={`test ${samplesKind.value.title} ${samples.indices[at]}${name}: ${what}`}
      />
      {hasError ? <ErrorOf sse={sse} isLowest={sse === lowest} /> : null}
    </div>
  );
}

function ErrorOf({ sse, isLowest }: { readonly sse: number; readonly isLowest: boolean }): JSX.Element {
  if (!isLowest) return <span>{sse.toFixed(1)}</span>;
  return (
    <b>
      {sse.toFixed(1)}
      <span class="hidden-text"> lowest</span>
    </b>
  );
}

function SampleTools({ models }: { readonly models: readonly NamedModel[] }): JSX.Element {
  const choice = sampleChoice.value;
  const { plural } = samplesKind.value;
  const chooseKind = (kind: string): void =>
    chooseSamples(lookUp(sampleChoices, kind, "choice of samples").first(models));
  return (
    <div class="part-tools">
      <label class="image-choice">
        <span>{capitalise(plural)}</span>
        <select
          aria-label={`${capitalise(plural)} to compare`}
          value={choice.kind}
          onChange={({ currentTarget }) => chooseKind(currentTarget.value)}
        >
          {Object.entries(sampleChoices).map(([kind, { title }]) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {choice.kind === "random" ? (
        <button type="button" onClick={() => chooseSamples({ kind: "random", seed: choice.seed + 1 })}>
          Other {plural}
        </button>
      ) : null}
      {choice.kind === "worst" ? (
        <ModelSelect
          class="image-choice"
          label="of"
          title={`Among the first ${formatCount(worstAmong)} test ${plural}`}
          value={choice.of}
          models={models}
          onModel={(of) => chooseSamples({ kind: "worst", of })}
        />
      ) : null}
    </div>
  );
}

/** What each way to choose samples is called, and what it begins with. */
const sampleChoices: {
  readonly [Kind in SampleChoice["kind"]]: {
    readonly title: string;
    readonly first: (models: readonly NamedModel[]) => SampleChoice;
  };
} = {
  examples: { title: "one of each class", first: () => ({ kind: "examples" }) },
  random: { title: "at random", first: () => ({ kind: "random", seed: 1 }) },
  worst: {
    title: "the worst of a model",
    first: (models) => ({ kind: "worst", of: models[0]?.id ?? liveModel }),
  },
};
