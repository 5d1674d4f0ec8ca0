import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import type { ErrorName } from "../../../../evaluation/errors.ts";
import type { EvaluationFigures } from "../../../../evaluation/evaluation.ts";
import type { Reconstruction } from "../../../../evaluation/pictures.ts";
import { pictureSheet, sampleTile } from "../../../components/picture-sheet.tsx";
import { sampleFigure } from "../../../components/sample-figure.tsx";
import { rebuiltLines } from "../../../components/sample-groups.ts";
import type { Figure } from "../../../components/section.ts";
import { Tile } from "../../../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../../../pictures/draw-sample.ts";
import { errorIn, errorNamesOf, errorWords } from "../../../words/error-words.ts";
import { exampleWords, nameOf } from "../../../words/example-words.ts";
import { formatNumber } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { samplesOf } from "../../../words/sample-words.ts";
import type { SoundReportInput } from "../report-section.ts";

/** The best, the median and the worst reconstructed test samples. */
export function extremesFigure(run: SoundReportInput): Figure {
  const { measures, pictures } = run.evaluation;
  const samples = samplesOf(run.summary);
  const { plural } = samples;
  const { label } = errorWords(measures.rankedBy, samples);
  return sampleFigure({
    drawn: pictures,
    file: "figures/extremes",
    groups: (["best", "median", "worst"] as const).flatMap((name) =>
      pictures[name].map((example) => ({
        title: `${name}: ${exampleWords(example, run.summary.dataset.classNames, samples)}, ${formatNumber(errorIn(example, measures.rankedBy))}`,
        samples: rebuiltLines(example),
      })),
    ),
    asTable: {
      caption: (
        <>
          The test {plural} that were rebuilt best, middling and worst by {label}, each original above its
          reconstruction. Beside the name of each stands the error.
        </>
      ),
      reading: readingOf(run),
    },
    asPictures: () => picturesFigure(run),
    files: { "figures/extremes.csv": extremesTable(measures.extremes, errorNamesOf(run.summary)) },
  });
}

function readingOf({ summary }: SoundReportInput): JSX.Element {
  return samplesOf(summary).bounded ? (
    <>
      The best are often plain: few bright pixels leave little to get wrong. The worst tell what the code has
      no room for: rare shapes, fine detail, texture. A low error does not say that the picture is
      recognisable, nor a high one that it is not.
    </>
  ) : (
    <>
      The best are often plain: what is close to the mean leaves little to get wrong. The worst tell what the
      code has no room for: rare values, and combinations of values that are seldom together.
    </>
  );
}

function picturesFigure(run: SoundReportInput): Figure {
  const { measures, pictures } = run.evaluation;
  const samples = samplesOf(run.summary);
  const { plural } = samples;
  return {
    caption: (
      <>
        The test {plural} that were rebuilt best, middling and worst by{" "}
        {errorWords(measures.rankedBy, samples).label}, each original above its reconstruction. Small print:
        the class, the position in the test set and the error.
        {following(drawingNotes(pictures.sample))}
      </>
    ),
    reading: readingOf(run),
    files: { "figures/extremes.svg": extremesSheet(run) },
    view: (
      <div class="extremes">
        <Group title="best" examples={pictures.best} {...run} />
        <Group title="median" examples={pictures.median} {...run} />
        <Group title="worst" examples={pictures.worst} {...run} />
      </div>
    ),
  };
}

interface GroupProps extends SoundReportInput {
  readonly title: string;
  readonly examples: readonly Reconstruction[];
}

function Group({ title, examples, summary, evaluation: { measures, pictures } }: GroupProps): JSX.Element {
  const { classNames } = summary.dataset;
  return (
    <div class="extreme-group">
      <p class="group-title">{title}</p>
      <div class="extreme-tiles">
        {examples.map((example) => {
          const name = nameOf(example.label, classNames);
          const which = exampleWords(example, classNames, samplesOf(summary));
          return (
            <div key={example.index}>
              <Tile raster={drawSample(example.original, pictures)} alt={`${which}: original`} />
              <Tile raster={drawSample(example.reconstruction, pictures)} alt={`${which}: reconstruction`} />
              <span class="tile-label">
                {name !== undefined && <b>{name}</b>}
                <span>no. {example.index}</span>
                {formatNumber(errorIn(example, measures.rankedBy))}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function extremesSheet({ summary, evaluation: { measures, pictures } }: SoundReportInput): string {
  const measure = measures.rankedBy;
  const { best, median, worst } = pictures;
  const drawn = drawingNotes(pictures.sample);
  const groups = [
    ["lowest errors", best],
    ["errors around the median", median],
    ["highest errors", worst],
  ] as const;
  return pictureSheet(
    {
      title: `Test ${samplesOf(summary).plural} with the lowest, the median and the highest errors`,
      of: runWords(summary),
      notes: [`Under each reconstruction, its ${measure.toUpperCase()}.`, ...drawn],
    },
    groups.flatMap(([name, group]) => [
      { label: `${name}: original`, tiles: group.map(({ original }) => sampleTile(original, pictures)) },
      {
        label: "reconstruction",
        tiles: group.map((one) =>
          sampleTile(one.reconstruction, pictures, formatNumber(errorIn(one, measure))),
        ),
      },
    ]),
  );
}

function extremesTable(extremes: EvaluationFigures["extremes"], measures: readonly ErrorName[]): string {
  const groups = ["best", "median", "worst"] as const;
  return toCsv(
    ["group", "testImage", "label", ...measures],
    groups.flatMap((group) =>
      extremes[group].map((example) => [
        group,
        example.index,
        example.label,
        ...measures.map((measure) => example[measure]),
      ]),
    ),
  );
}
