import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { ComponentChildren } from "preact";
import { pictureSheet, sampleTile, tilesInRows } from "../../components/picture-sheet.tsx";
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
  /** The figure as a file. */
  readonly file?: string;
}

/** Samples decoded from codes that were drawn. */
export function drawnSamplesFigure(
  { summary, evaluation: { pictures } }: SoundReportInput,
  drawnSamples: readonly SampleValues[],
  { source, between, file = "figures/samples.svg" }: DrawnSamplesWords,
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
    files: { [file]: sheet },
    view: (
      <div class="samples">
        {drawnSamples.map((sample, index) => (
          <Tile key={index} raster={drawSample(sample, pictures)} alt={`sample ${index + 1}`} />
        ))}
      </div>
    ),
  };
}
