import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { toCsv } from "../../../../data/files/csv.ts";
import type { Figure } from "../../../components/section.ts";
import { fileName } from "../../../page/file-names.ts";
import { drawingNotes, following, smallSize } from "../../../pictures/draw-sample.ts";
import { formatCount } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { samplesOf } from "../../../words/sample-words.ts";
import type { ReportInput } from "../../report-input.ts";
import { knownResults, type Representation } from "../../representation-input.ts";
import { mapSprite } from "./map-sprite.ts";
import { classColor, drawPlaneMap, spriteId } from "./plane-map.tsx";

/** Points of a map that show their sample: each takes a few hundred bytes of the page. */
const mostPictures = 1_000;

/** The codes of test samples as points in the plane, where a measure gives such maps. */
export function mapsFigure(
  { summary, evaluation }: ReportInput,
  { results, measures, test, classNames }: Representation,
): Figure | undefined {
  const given = knownResults({ results, measures }).flatMap(({ name, result }) =>
    (result.maps ?? []).map((map) => ({ name, map })),
  );
  if (given.length === 0) return undefined;
  const images = [...new Set(given.flatMap(({ map }) => map.images))];
  const sprite = mapSprite(test, images.slice(0, mostPictures), evaluation.pictures?.statistics);
  const samples = samplesOf(summary);
  const { title: sample, plural } = samples;
  const most = Math.max(...given.map(({ map }) => map.points.length));
  const classes = [...new Set(test.labels)].toSorted((a, b) => a - b);
  const maps = given.map(({ name, map }) => ({
    title: map.title,
    path: `figures/${fileName(name)}-${fileName(map.name)}`,
    drawn: drawPlaneMap(map, samples, runWords(summary), test.labels, classNames, sprite),
    table: toCsv(
      ["testImage", "label", "x", "y"],
      map.images.map((image, at) => [image, test.labels?.[image], map.points[at]?.x, map.points[at]?.y]),
    ),
  }));
  return {
    caption: (
      <>
        Test {plural} where their codes lie, in two dimensions: {maps.map(({ title }) => title).join(" and ")}
        .
        {classes.length > 0 &&
          " The colours are the classes, which neither training nor map has seen; a name stands at the median of its class."}{" "}
        Point at a dot to see its {sample}
        {sprite.words === undefined ? "" : ", and in words what of it lies furthest from the mean"}
        {sprite.count < most ? `; the first ${formatCount(sprite.count)} have one.` : "."}
        {following(drawingNotes(shapeOf(test), smallSize))}
      </>
    ),
    reading: (
      <>
        Near dots are similar codes. PCA is a flat shadow: what overlaps in it may still lie apart in other
        directions. UMAP keeps neighbours together, but the sizes of its clusters and the distances between
        them mean little.
      </>
    ),
    files: Object.fromEntries(
      maps.flatMap(({ path, drawn, table }) => [
        [`${path}.svg`, drawn.file],
        [`${path}.csv`, table],
      ]),
    ),
    view: (
      <>
        <svg class="sprite" width="0" height="0" aria-hidden="true">
          <defs>
            <image id={spriteId} width={sprite.width} height={sprite.height} href={sprite.uri} />
          </defs>
        </svg>
        <ul class="run-keys">
          {classes.map((label) => (
            <li key={label} class="class-key" style={`--color:${classColor(label)}`}>
              {classNames[label] ?? `class ${label}`}
            </li>
          ))}
        </ul>
        <div class={`panels panels-${Math.min(2, maps.length)}`}>
          {maps.map(({ title, path, drawn }) => (
            <div key={path}>
              <p class="group-title">{title}</p>
              <div dangerouslySetInnerHTML={{ __html: drawn.page }} />
            </div>
          ))}
        </div>
      </>
    ),
  };
}
