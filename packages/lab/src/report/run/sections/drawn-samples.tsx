import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { ComponentChildren } from "preact";
import { pictureSheet, sampleTile, tilesInRows } from "../../components/picture-sheet.tsx";
import { sampleFigure } from "../../components/sample-figure.tsx";
import type { Figure } from "../../components/section.ts";
import { Tile } from "../../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../../pictures/draw-sample.ts";
import { runWords } from "../../words/run-words.ts";
import { countedSamples, samplesOf } from "../../words/sample-words.ts";
import type { SoundReportInput } from "./report-section.ts";

interface DrawnSamplesWords {
  /** What their codes were drawn from: `the standard normal prior`. */
  readonly source: string;
  /** Why one of them can look like a mixture of others. */
  readonly between: ComponentChildren;
  /** The figure as a file, without what its name ends with. */
  readonly file?: string;
}

/** Samples decoded from codes that were drawn. */
export function drawnSamplesFigure(
  run: SoundReportInput,
  drawnSamples: readonly SampleValues[],
  words: DrawnSamplesWords,
): Figure {
  const { source, between, file = "figures/samples" } = words;
  const { title, plural } = samplesOf(run.summary);
  return sampleFigure({
    drawn: run.evaluation.pictures,
    file,
    groups: [{ samples: drawnSamples.map((values, index) => ({ label: `${title} ${index + 1}`, values })) }],
    asTable: {
      caption: (
        <>
          {counted(drawnSamples.length, title, plural)} from codes drawn from {source} and decoded, in the
          order in which they were drawn. Each quantity is the mean of what the code says, each word the most
          probable one, not a draw.
        </>
      ),
      reading: (
        <>
          None of these is a test {title}. Those whose values could stand together in the data lie where the
          encoder puts {plural}; {between}
        </>
      ),
    },
    asPictures: () => picturesFigure(run, drawnSamples, words),
  });
}

function picturesFigure(
  { summary, evaluation: { pictures } }: SoundReportInput,
  drawnSamples: readonly SampleValues[],
  { source, between, file = "figures/samples" }: DrawnSamplesWords,
): Figure {
  const words = samplesOf(summary);
  const { title, plural, bounded } = words;
  const drawn = drawingNotes(pictures.sample);
  const sheet = pictureSheet(
    {
      title: `${countedSamples(drawnSamples.length, words)} decoded from codes drawn from ${source}`,
      of: runWords(summary),
      notes: drawn,
    },
    tilesInRows(
      drawnSamples.map((values) => sampleTile(values, pictures)),
      16,
    ),
  );
  return {
    caption: (
      <>
        {counted(drawnSamples.length, "sample")}: codes drawn from {source} and decoded, in the order in which
        they were drawn.{" "}
        {bounded
          ? "A pixel shows its mean intensity, not a draw."
          : "Each value is the mean of what the code says, not a draw."}
        {following(drawn)}
      </>
    ),
    reading: (
      <>
        None of these is a test {title}. What is{" "}
        {bounded ? "sharp and recognisable" : "like those of the first figure"} lies where the encoder puts{" "}
        {plural}; {between}
      </>
    ),
    files: { [`${file}.svg`]: sheet },
    view: (
      <div class="samples">
        {drawnSamples.map((sample, index) => (
          <Tile key={index} raster={drawSample(sample, pictures)} alt={`sample ${index + 1}`} />
        ))}
      </div>
    ),
  };
}
