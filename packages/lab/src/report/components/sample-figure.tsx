import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { type Drawn, following } from "../pictures/draw-sample.ts";
import { markWords } from "./difference-marks.ts";
import { countSamples, firstSamples, type SampleGroup } from "./sample-groups.ts";
import { SampleTable, sampleRowsFile } from "./sample-table.tsx";
import type { Figure, Files } from "./section.ts";
import { chooseColumns } from "./table-columns.ts";

/** A figure of samples: what is shown, and how pictures of it are laid out. */
export interface SampleFigure {
  readonly drawn: Drawn;
  /** Its file, without what its name ends with: `figures/examples`. */
  readonly file: string;
  readonly groups: readonly SampleGroup[];
  /** Samples of a group that a table shows; all unless given. */
  readonly fromEach?: number;
  /** What samples that are compared with another are compared with: `the original`. */
  readonly comparedWith?: string;
  /** Its words over a table, which has a line a sample. */
  readonly asTable: Pick<Figure, "caption" | "reading" | "links">;
  /** The figure of samples that are pictures. */
  readonly asPictures: () => Figure;
  /** Further files, whatever the samples are. */
  readonly files?: Files;
}

/** A page shows no more of a table; its file has all. */
const mostLines = 24;
const mostColumns = 12;

/**
 * Samples as what they are: the rows of a table, whose columns have names, as lines of a table, others as pictures. Where this is
 * decided: sections say what they show.
 */
export function sampleFigure(figure: SampleFigure): Figure {
  const { drawn, groups, asTable, asPictures, file, comparedWith = "the original", files = {} } = figure;
  const { fromEach = mostLines } = figure;
  const { sample, statistics } = drawn;
  const table = tableOf(sample);
  if (table === undefined) {
    const pictured = asPictures();
    return { ...pictured, files: { ...pictured.files, ...files } };
  }
  const path = `${file}-values.csv`;
  const { caption, reading, links } = asTable;
  const some = groups.map(({ samples, ...group }) => ({ ...group, samples: samples.slice(0, fromEach) }));
  const shown = firstSamples(some, mostLines);
  const columns = chooseColumns(table, shown, statistics, mostColumns);
  const { title, plural } = kindOfSamples(sample);
  const [lines, all] = [countSamples(shown), countSamples(groups)];
  const notes = [
    `A line is a ${title}, in the units of its columns.`,
    ...(columns.by === "difference" ? [markWords(comparedWith)] : []),
    ...(columns.others.length === 0
      ? []
      : [
          `Of its ${counted(table.length, "column")} the ${mostColumns} with the greatest ${columns.by === "difference" ? "differences" : "spread"} are shown, the greatest first.`,
        ]),
    ...(lines === all
      ? []
      : [
          `Shown are ${lines} of ${counted(all, title, plural)}${links?.length === 0 ? "" : "; the file has all"}.`,
        ]),
  ];
  return {
    caption: (
      <>
        {caption}
        {following(notes)}
      </>
    ),
    ...(reading === undefined ? {} : { reading }),
    ...(links === undefined ? {} : { links }),
    files: { [path]: sampleRowsFile(table, groups), ...files },
    view: <SampleTable table={table} statistics={statistics} groups={shown} columns={columns} />,
  };
}
