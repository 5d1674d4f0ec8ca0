import { type CurveGroup, groupCurves } from "./comparison-curves.ts";
import type { ComparedRun, ComparisonInput } from "./comparison-input.ts";
import { ComparisonPage, type ComparisonProps } from "./components/comparison-page.tsx";
import { fileNames } from "./file-names.ts";
import { nameOf } from "./image-words.ts";
import type { Report } from "./page.tsx";
import { pageHtml } from "./page-html.ts";
import { pictureSheet } from "./picture-sheet.tsx";
import { comparisonKeys, comparisonPlot } from "./plots/comparison-plot.ts";
import { renderPlot } from "./plots/render-plot.ts";
import { imageRaster } from "./raster.ts";
import { shown } from "./shown.ts";

/**
 * Renders runs on one data set side by side as one page that loads nothing, and its figures as files. Touches no file and needs no
 * browser.
 */
export function renderComparison({ examples, document, ...told }: ComparisonInput): Report {
  const runs = shown(told.runs);
  const names = runs.map(({ name }) => name);
  const [{ summary }] = runs as readonly [ComparedRun];
  const of = `${summary.dataset.title}; the same splits for all`;
  const curves = groupCurves(runs)
    .filter((group) => group.curves.some(({ points }) => points.length > 0))
    .map((group) => ({
      group,
      plot: renderPlot(
        document,
        {
          label: "Losses of the runs over the epochs",
          title: `Losses over the epochs: ${group.label}`,
          ...{ of, keys: comparisonKeys(group, names), notes: [group.quantity] },
        },
        (frame) => comparisonPlot(group, frame),
      ),
    }));
  const props: ComparisonProps = { runs, examples, curves };
  return {
    html: pageHtml(<ComparisonPage {...props} />),
    files: comparisonFiles(props, of),
  };
}

function comparisonFiles({ runs, examples, curves }: ComparisonProps, of: string): Map<string, string> {
  const [{ summary }] = runs as readonly [ComparedRun];
  const { image, classNames } = summary.dataset;
  const paths = fileNames(curves.map(({ group }: { readonly group: CurveGroup }) => `loss-${group.label}`));
  const tile = (
    bytes: Uint8Array,
    label?: string,
  ): { raster: ReturnType<typeof imageRaster>; label?: string } => ({
    raster: imageRaster(bytes, image),
    ...(label === undefined ? {} : { label }),
  });
  return new Map([
    ...curves.map(({ plot }, index): [string, string] => [`figures/${paths[index]}.svg`, plot.file]),
    [
      "figures/examples.svg",
      pictureSheet(
        {
          title: "Test images, as they are and as each run rebuilds them",
          ...{ of, notes: ["The images were not chosen by how well they are rebuilt."] },
        },
        [
          {
            label: "original",
            tiles: examples.map(({ original, label }) => tile(original, nameOf(label, classNames))),
          },
          ...runs.map(({ name, reconstructions }) => ({
            label: name,
            tiles: reconstructions.map((bytes) => tile(bytes)),
          })),
        ],
      ),
    ],
  ]);
}
