import { counted } from "hourglass-core/internal/words.ts";
import type { Walk } from "../../../evaluation/walks.ts";
import { pictureSheet, sampleTile } from "../../components/picture-sheet.tsx";
import { sampleFigure } from "../../components/sample-figure.tsx";
import type { Figure } from "../../components/section.ts";
import { Tile } from "../../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../../pictures/draw-sample.ts";
import { exampleWords, nameOf } from "../../words/example-words.ts";
import { runWords } from "../../words/run-words.ts";
import { samplesOf } from "../../words/sample-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "./report-section.ts";

/** What lies between the codes of two samples. */
export const walks: ReportSection = ofTestSamples({
  title: ({ summary }) => `From one ${samplesOf(summary).title} to another`,
  parts: (run) => [walksFigure(run)],
});

function walksFigure(run: SoundReportInput): Figure | undefined {
  const { walks } = run.evaluation.pictures;
  if (walks.length === 0) return undefined;
  const samples = samplesOf(run.summary);
  const { title, plural } = samples;
  const named = (end: Walk["from"]): string => exampleWords(end, run.summary.dataset.classNames, samples);
  return sampleFigure({
    drawn: run.evaluation.pictures,
    file: "figures/walks",
    groups: walks.map(({ from, to, steps }) => ({
      title: `from ${named(from)} to ${named(to)}`,
      samples: [
        { label: `${title} ${from.index}`, values: from.original },
        ...steps.map((values, step) => ({ label: `step ${step + 1}`, values })),
        { label: `${title} ${to.index}`, values: to.original },
      ],
    })),
    asTable: {
      caption: (
        <>
          Straight lines through the space of codes. First and last of each stands a test {title}; between
          them the decodings of {counted(walks[0]?.steps.length ?? 0, "code")} at equal steps from the code of
          the one to that of the other.
        </>
      ),
      reading: (
        <>
          Second from each end stands the reconstruction of the {title} beside it. If the {plural} between
          could be of the data too, each quantity changing with those that go with it, the code has no holes
          there. A word turns where another becomes more probable.
        </>
      ),
    },
    asPictures: () => picturesFigure(run),
  });
}

function picturesFigure({ summary, evaluation: { pictures } }: SoundReportInput): Figure {
  const { walks } = pictures;
  const samples = samplesOf(summary);
  const { title, plural } = samples;
  const drawn = drawingNotes(pictures.sample);
  const classOf = (label: number | undefined): string | undefined =>
    nameOf(label, summary.dataset.classNames);
  const sheet = pictureSheet(
    {
      title: `From one test ${title} to another, in equal steps between their codes`,
      of: runWords(summary),
      notes: [
        `The first and the last of a row are the ${plural} themselves; between them, decoded codes.`,
        ...drawn,
      ],
    },
    walks.map(({ from, to, steps }) => ({
      label: [from, to].map((end) => classOf(end.label) ?? `${title} ${end.index}`).join(" to "),
      tiles: [from.original, ...steps, to.original].map((values) => sampleTile(values, pictures)),
    })),
  );
  return {
    caption: (
      <>
        Straight lines through the space of codes. At both ends a test {title}; between them the decodings of{" "}
        {counted(walks[0]?.steps.length ?? 0, "code")} at equal steps from the code of the left one to that of
        the right one.
        {following(drawn)}
      </>
    ),
    reading: (
      <>
        Second from each end stands the reconstruction of the {title} beside it. If the pictures between look
        like {plural} too, one kind turning into another, the code has no holes there. If they look like both
        ends laid over each other, the code adds up pictures rather than describing them.
      </>
    ),
    files: { "figures/walks.svg": sheet },
    view: (
      <div class="walks">
        {walks.map(({ from, to, steps }) => (
          <div class="walk" key={from.index}>
            <Tile
              raster={drawSample(from.original, pictures)}
              alt={`test ${title} ${from.index} ${classOf(from.label) ?? ""}`}
            />
            <div class="walk-steps">
              {steps.map((step, index) => (
                <Tile key={index} raster={drawSample(step, pictures)} alt="" />
              ))}
            </div>
            <Tile
              raster={drawSample(to.original, pictures)}
              alt={`test ${title} ${to.index} ${classOf(to.label) ?? ""}`}
            />
          </div>
        ))}
      </div>
    ),
  };
}
