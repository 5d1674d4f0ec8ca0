import type { JSX } from "preact";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { Legend } from "../components/legend.tsx";
import { pictureSheet, rangeKey, type SheetRow, sampleTile } from "../components/picture-sheet.tsx";
import type { Figure } from "../components/section.ts";
import { Tile } from "../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../pictures/draw-sample.ts";
import { inRows } from "../pictures/picture-grid.ts";
import type { Raster } from "../pictures/raster.ts";
import { outlineMark } from "../plots/keys.tsx";
import { plotColors } from "../plots/plot-colors.ts";
import { errorWords } from "../words/error-words.ts";
import { formatNumber } from "../words/format.ts";
import { samplesOf } from "../words/sample-words.ts";
import type { ScoresInput } from "./detector-input.ts";
import { detectorFigureWords, percentileWords } from "./detector-words.ts";
import { errorMapNotes, errorMaps } from "./error-map.ts";
import type { SeenSample } from "./seen-samples.ts";

/** Samples side by side: as many as the style sheet has columns, and in a file fewer, whose names have room. */
const [onPage, inFile] = [10, 6];

/** A sample with the map of its errors. */
interface Mapped extends SeenSample {
  readonly map: Raster;
}

/** Strange samples, their reconstructions, and where the two differ. */
export function strangestPictures(input: ScoresInput, seen: readonly SeenSample[]): Figure {
  const { summary, source, statistics } = input;
  const samples = samplesOf(summary);
  const { title, plural } = samples;
  const shape = shapeStored(summary.dataset);
  const drawn = { sample: shape, statistics };
  const { rasters, range } = errorMaps(
    seen.map(({ errors }) => errors),
    shape,
  );
  const mapped = seen.map((one, place): Mapped => ({ ...one, map: rasters[place] as Raster }));
  const error = `squared error (${errorWords("mse", samples).unit})`;
  const notes = [...errorMapNotes(shape), ...drawingNotes(shape)];
  const rows = inRows(mapped, inFile).flatMap((some): readonly SheetRow[] => [
    {
      label: title,
      tiles: some.map(({ values, strange }) => ({
        ...sampleTile(values, drawn, lastPart(strange.name)),
        isFramed: strange.isAlarm,
      })),
    },
    {
      label: "reconstruction",
      tiles: some.map(({ reconstruction, strange }) =>
        sampleTile(reconstruction, drawn, `score ${formatNumber(strange.score)}`),
      ),
    },
    {
      label: "squared errors",
      tiles: some.map(({ map, strange }) => ({
        raster: map,
        label: `${percentileWords(strange.percentile)} %`,
      })),
    },
  ]);
  return {
    caption: (
      <>
        The {plural} with the highest scores, the strangest first (above), what the autoencoder makes of them
        (middle), and the squared errors (below). Under each stand its name
        {seen.some(({ strange }) => strange.label !== undefined) && ", its class"}, its score and its
        percentile among held-out normal {plural}; those that raise an alarm have a frame.
        {following(notes)}
      </>
    ),
    reading: (
      <>
        The map says where {samples.bounded ? "an image" : `a ${title}`} is unlike what was learnt. One that
        is bright all over is strange as a whole; one bright spot is a fault of a part.
      </>
    ),
    files: {
      "figures/strangest.svg": pictureSheet(
        {
          title: `The strangest ${plural} of ${source}`,
          of: detectorFigureWords(summary),
          keys: [outlineMark("alarm", plotColors.second), rangeKey(error, range)],
          notes: ["Under each its name, its score and its percentile among held-out normal ones.", ...notes],
        },
        rows,
      ),
    },
    links: [],
    view: (
      <>
        {inRows(mapped, onPage).map((some) => (
          <div class="examples" key={some[0]?.strange.name}>
            <div class="row-names" aria-hidden="true">
              <span>{title}</span>
              <span>reconstruction</span>
              <span>squared errors</span>
            </div>
            {some.map((one) => (
              <Strange key={one.strange.name} {...one} drawn={drawn} />
            ))}
          </div>
        ))}
        <Legend title={error} range={range} />
      </>
    ),
  };
}

/** The name of a file without its folders, for which a picture is too narrow. */
function lastPart(name: string): string {
  return name.split("/").at(-1) || name;
}

interface StrangeProps extends Mapped {
  readonly drawn: Parameters<typeof drawSample>[1];
}

function Strange({ strange, values, reconstruction, map, drawn }: StrangeProps): JSX.Element {
  const { name, label, score, percentile, isAlarm } = strange;
  return (
    <div class={isAlarm ? "example alarm" : "example"}>
      <Tile raster={drawSample(values, drawn)} alt={isAlarm ? `${name}, which raises an alarm` : name} />
      <Tile raster={drawSample(reconstruction, drawn)} alt={`${name}: reconstruction`} />
      <Tile raster={map} alt={`${name}: squared errors`} />
      <span class="tile-label">
        <b>{name}</b>
        {label !== undefined && <span>{label}</span>}
        <span>{formatNumber(score)}</span>
        <span>{percentileWords(percentile)} %</span>
      </span>
    </div>
  );
}
