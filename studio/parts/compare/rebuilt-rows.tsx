import type { ComponentChildren, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { formatCount } from "../../../src/report/format.ts";
import { lookUp } from "../../../src/validation.ts";
import {
  chooseImages,
  comparedNames,
  comparisonProblem,
  type ImageChoice,
  imageChoice,
  type NamedModel,
  rebuiltImages,
  worstAmong,
} from "../../state/comparison.ts";
import { loadedData } from "../../state/session.ts";
import { liveModel, type Rebuilt } from "../../workers/explorer-api.ts";
import type { LoadedData } from "../../workers/trainer-api.ts";
import { ModelSelect } from "../model-select.tsx";
import { Pixels } from "../pixel-canvas.tsx";
import { ModelKey } from "./model-key.tsx";

/** The same test images, and below them what each model makes of them. */
export function RebuiltRows(): JSX.Element {
  const rebuilt = rebuiltImages.value;
  const models = comparedNames.value;
  const shown = models.flatMap((model) => {
    const images = rebuilt.get(model.id);
    return images === undefined ? [] : [{ model, images }];
  });
  const others = models.filter(({ fits }) => !fits);
  return (
    <section aria-labelledby="rebuilt-title">
      <div class="compare-head">
        <h3 id="rebuilt-title">The same test images</h3>
        <ImageTools models={models.filter(({ fits }) => fits)} />
      </div>
      {comparisonProblem.value === undefined ? null : <p role="alert">{comparisonProblem.value}</p>}
      {shown[0] === undefined ? (
        <p class="soft">Waiting for the models…</p>
      ) : (
        <div class="rebuilt-scroll">
          <div
            class="rebuilt"
            style={{ gridTemplateColumns: `repeat(${shown[0].images.indices.length}, 1fr)` }}
          >
            <p class="rebuilt-name">original</p>
            <Images images={shown[0].images} bytes={shown[0].images.originals} what="original" />
            {shown.map(({ model, images }) => (
              <Row key={model.id} model={model} images={images} lowest={lowestErrors(shown)} />
            ))}
          </div>
        </div>
      )}
      <p class="soft compare-note">
        The number below an image is its squared error, summed over the pixels; the lowest of a column is
        bold.
        {shown.some(({ images }) => images.corrupted !== undefined) &&
          " A model that removes noise gets the image with noise, its usual task, so its numbers do not compare."}
        {others.length > 0 &&
          ` Made for images of another shape: ${others.map(({ title }) => title).join(", ")}.`}
      </p>
    </section>
  );
}

interface Shown {
  readonly model: NamedModel;
  readonly images: Rebuilt;
}

/** Of each image, over the models that saw it without noise; nothing where there is one of these. */
function lowestErrors(shown: readonly Shown[]): readonly number[] {
  const clean = shown.filter(({ images }) => images.corrupted === undefined);
  if (clean.length < 2) return [];
  return (shown[0]?.images.indices ?? []).map((_, at) =>
    Math.min(...clean.map(({ images }) => images.sse[at] ?? Number.POSITIVE_INFINITY)),
  );
}

function Row({ model, images, lowest }: Shown & { readonly lowest: readonly number[] }): JSX.Element {
  return (
    <>
      <p class="rebuilt-name">
        <ModelKey id={model.id} title={model.title} />
      </p>
      {images.corrupted === undefined ? null : (
        <Images images={images} bytes={images.corrupted} what={`what ${model.title} saw`} />
      )}
      <Images
        images={images}
        bytes={images.reconstructions}
        what={`rebuilt by ${model.title}`}
        errors={images.corrupted === undefined ? lowest : []}
      />
    </>
  );
}

interface ImagesProps {
  readonly images: Rebuilt;
  readonly bytes: Uint8Array;
  readonly what: string;
  /** The lowest error of each image; errors are shown where this is given. */
  readonly errors?: readonly number[];
}

function Images({ images, bytes, what, errors }: ImagesProps): ComponentChildren {
  const loaded = loadedData.value;
  // A model in training brings new pictures for its own row: the others stay as they are.
  return useMemo(
    () =>
      loaded === undefined
        ? null
        : images.indices.map((index, at) => (
            <Tile
              key={index}
              {...{ images, bytes, what, at }}
              data={loaded}
              lowest={errors?.[at]}
              hasError={errors !== undefined}
            />
          )),
    [images, bytes, what, errors?.join(), loaded],
  );
}

interface TileProps extends Omit<ImagesProps, "errors"> {
  readonly at: number;
  readonly data: LoadedData;
  readonly hasError: boolean;
  readonly lowest: number | undefined;
}

function Tile({
  images,
  bytes,
  what,
  at,
  data: { image, classNames },
  hasError,
  lowest,
}: TileProps): JSX.Element {
  const size = image.height * image.width * image.channels;
  const label = images.labels?.[at];
  const name = label === undefined ? "" : ` (${classNames[label] ?? label})`;
  const sse = images.sse[at] ?? 0;
  return (
    <div class="rebuilt-tile">
      <Pixels
        bytes={bytes.subarray(at * size, (at + 1) * size)}
        {...image}
        label={`test image ${images.indices[at]}${name}: ${what}`}
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

function ImageTools({ models }: { readonly models: readonly NamedModel[] }): JSX.Element {
  const choice = imageChoice.value;
  const chooseKind = (kind: string): void =>
    chooseImages(lookUp(imageChoices, kind, "choice of images").first(models));
  return (
    <div class="part-tools">
      <label class="image-choice">
        <span>Images</span>
        <select
          aria-label="Images to compare"
          value={choice.kind}
          onChange={({ currentTarget }) => chooseKind(currentTarget.value)}
        >
          {Object.entries(imageChoices).map(([kind, { title }]) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {choice.kind === "random" ? (
        <button type="button" onClick={() => chooseImages({ kind: "random", seed: choice.seed + 1 })}>
          Other images
        </button>
      ) : null}
      {choice.kind === "worst" ? (
        <ModelSelect
          class="image-choice"
          label="of"
          title={`Among the first ${formatCount(worstAmong)} test images`}
          value={choice.of}
          models={models}
          onModel={(of) => chooseImages({ kind: "worst", of })}
        />
      ) : null}
    </div>
  );
}

/** What each way to choose images is called, and what it begins with. */
const imageChoices: {
  readonly [Kind in ImageChoice["kind"]]: {
    readonly title: string;
    readonly first: (models: readonly NamedModel[]) => ImageChoice;
  };
} = {
  examples: { title: "one of each class", first: () => ({ kind: "examples" }) },
  random: { title: "at random", first: () => ({ kind: "random", seed: 1 }) },
  worst: {
    title: "the worst of a model",
    first: (models) => ({ kind: "worst", of: models[0]?.id ?? liveModel }),
  },
};
