import { capitalise } from "hourglass-core/internal/words.ts";
import { meanOf } from "../../evaluation/spread.ts";
import type { CellRow, CurveSpread, StudyFigure, StudyResults } from "../../study/results.ts";
import { settingTitle, valueWords } from "../../study/setting-words.ts";
import { fileName, fileNames } from "../page/file-names.ts";
import { type CurvePlotData, curvePlot, isSpectrum, logarithmNotes } from "../plots/curve-plot.ts";
import { type DrawnPanel, panelWidth } from "../plots/drawn-panel.ts";
import { areaMark, barMark, dotMark, type Key } from "../plots/keys.tsx";
import { besideKey, lineKey } from "../plots/line-key.ts";
import type { PlotDocument } from "../plots/plot-document.ts";
import { renderPlot } from "../plots/render-plot.ts";
import type { SpreadPoint } from "../plots/study-lines.ts";
import { drawnResults, fewerLines, rowLimits, valuesIn } from "./fewer-lines.ts";
import { type StudyDotsData, studyDotsPlot } from "./study-dots-plot.ts";
import type { StudyInput } from "./study-input.ts";
import {
  areSame,
  curveOf,
  curvesOf,
  distinct,
  figureOver,
  type Panel,
  type PlacedFigure,
  panelsOfCells,
  panelsOver,
} from "./study-panels.ts";
import { placeNotes, type StudyPlotData, studyPlot } from "./study-plot.ts";
import { curveTable, figureTable } from "./study-tables.ts";
import { scaleOf, type Varied, variedSettings } from "./varied.ts";

/** One quantity in several panels, with a key of its lines. */
export interface DrawnFigure {
  readonly title: string;
  readonly better?: "higher" | "lower";
  /** What is drawn beside it for comparison. */
  readonly beside?: string;
  /** What the marks of all panels stand for. */
  readonly keys: readonly Key[];
  /** What else a reader must know of them. */
  readonly notes: readonly string[];
  /** What of a large study is not drawn, in sentences. */
  readonly left: readonly string[];
  readonly panels: readonly DrawnPanel[];
  readonly table: { readonly file: string; readonly content: string };
}

/** All plots of a study. */
export interface StudyPlots {
  /** The headline figures against each setting that varies. */
  readonly over: readonly { readonly varied: Varied; readonly figures: readonly DrawnFigure[] }[];
  /** The headline figures of each model, where no setting varies. */
  readonly models: readonly DrawnFigure[];
  readonly curves: readonly DrawnFigure[];
}

/** What the sections of a page are made of. */
export interface DrawnStudy extends Omit<StudyInput, "document"> {
  readonly plots: StudyPlots;
}

type Drawing = Pick<StudyInput, "results" | "document">;

export function drawStudyPlots(input: Drawing): StudyPlots {
  const { results } = input;
  const varied = variedSettings(results);
  const headline = results.figures.filter((figure) => figure.headline === true);
  const draw = (sketch: Sketch): DrawnFigure[] => (sketch.panels.length === 0 ? [] : [ink(input, sketch)]);
  return {
    over: varied.map((setting) => {
      const panels = panelsOver(results, setting);
      return {
        varied: setting,
        figures: headline.flatMap((figure) => draw(sketchOver(results, figure, setting, panels))),
      };
    }),
    models: varied.length > 0 ? [] : headline.flatMap((figure) => draw(sketchModels(results, figure))),
    curves: curvesOf(results).flatMap((curve) => draw(sketchCurve(results, curve))),
  };
}

/** What is to be drawn. */
interface Sketch {
  readonly title: string;
  /** With what it is drawn over, for its files. */
  readonly fullTitle: string;
  readonly better?: "higher" | "lower" | undefined;
  readonly beside?: string | undefined;
  /** What shows the spread over the seeds. */
  readonly spread: "bars" | "rows" | "bands";
  readonly panels: readonly Panel[];
  /** What of a large study is not drawn, in sentences. */
  readonly left: readonly string[];
  /** Of its files, without the panel and the ending. */
  readonly path: string;
  readonly table: string;
  readonly plot: (panel: Panel) => Parameters<typeof renderPlot>[2];
  readonly notes: (panel: Panel) => readonly string[];
}

function ink({ results, document }: Drawing, sketch: Sketch): DrawnFigure {
  const { title, better, beside, panels, left, path, table, plot } = sketch;
  const names = fileNames(panels.map((panel) => panel.title));
  const direction = better === undefined ? [] : [`${capitalise(better)} is better.`];
  return {
    title,
    ...(better === undefined ? {} : { better }),
    ...(beside === undefined ? {} : { beside }),
    keys: keysOf(document, sketch, panels),
    notes: distinct(panels.flatMap(sketch.notes)),
    left,
    panels: panels.map((panel, index) => ({
      title: panel.title,
      plot: renderPlot(
        document,
        {
          label: `Plot ${index + 1} of ${panels.length} of the figure`,
          title: `${capitalise(sketch.fullTitle)}: ${panel.title}`,
          of: `Study: ${results.title}. Test split; ${seedWords([panel])}`,
          keys: keysOf(document, sketch, [panel]),
          notes: [...direction, ...sketch.notes(panel), ...left],
        },
        plot(panel),
        panelWidth(panels.length),
      ),
      file: `${path}-${names[index]}.svg`,
    })),
    table: { file: `${path}.csv`, content: table },
  };
}

function keysOf(
  document: PlotDocument,
  { spread, beside }: Sketch,
  panels: readonly Panel[],
): readonly Key[] {
  const lines = new Map(panels.flatMap((panel) => panel.lines.map((line) => [line.title, line.style])));
  const deviation = `± 1 sample standard deviation ${seedWords(panels).replace("mean ", "")}`;
  const repeated = seedsOf(panels).some((seeds) => seeds > 1);
  const marks = {
    bars: [barMark(deviation, "currentColor", true)],
    rows: [barMark(deviation, "currentColor", false)],
    bands: [areaMark(deviation, "currentColor", 0.18)],
  };
  return [
    ...(spread === "rows"
      ? [dotMark(repeated ? "mean over the seeds" : "one training", "currentColor")]
      : [...lines].map(([title, style]) => lineKey(document, title, style))),
    ...(beside === undefined ? [] : [besideKey(document, `for comparison: ${beside}`)]),
    ...(repeated ? marks[spread] : []),
  ];
}

/** How many trainings the cells of the panels rest on. */
function seedsOf(panels: readonly Panel[]): readonly number[] {
  return panels.flatMap(({ lines }) => lines.flatMap(({ cells }) => cells.map(({ seeds }) => seeds)));
}

/** `mean over 3 seeds`; where cells differ, `mean over 2 to 3 seeds`. */
function seedWords(panels: readonly Panel[]): string {
  const seeds = seedsOf(panels).filter((count) => count > 0);
  const [least, most] = [Math.min(...seeds), Math.max(...seeds)];
  if (most <= 1) return "one training each";
  return `mean over ${least === most ? most : `${least} to ${most}`} seeds`;
}

/** @param all the panels of the setting */
function sketchOver(
  results: StudyResults,
  figure: StudyFigure,
  { setting, values: given }: Varied,
  all: readonly Panel[],
): Sketch {
  const drawn = fewerLines(
    all.filter(({ lines }) => lines.some((line) => figureOver(line, figure.name, setting).length > 0)),
    { of: ({ figures }) => figures[figure.name]?.mean, title: figure.title, file: "cells.csv" },
  );
  const values = drawn.left.length === 0 ? given : valuesIn(drawn.panels, setting, given);
  const scale = scaleOf(values);
  const beside = besideOf(results, figure);
  const place = ({ value, ...spread }: PlacedFigure): SpreadPoint => ({
    ...spread,
    x: typeof value === "number" && scale !== "ordinal" ? value : valueWords(value),
  });
  const dataOf = ({ lines }: Panel): StudyPlotData => {
    const besides = lines.map((line) => figureOver(line, beside?.name, setting));
    const shared = areSame(besides);
    const longest = besides.reduce((best, one) => (one.length > best.length ? one : best), []);
    return {
      label: labelOf(figure),
      setting,
      values,
      scale,
      beside: shared ? longest.map(place) : [],
      lines: lines.map((line, index) => ({
        style: line.style,
        points: figureOver(line, figure.name, setting).map(place),
        beside: shared ? [] : (besides[index] ?? []).map(place),
      })),
    };
  };
  return {
    title: figure.title,
    fullTitle: `${figure.title} by ${settingTitle(setting)}`,
    better: figure.better,
    beside: beside?.title,
    spread: "bars",
    ...drawn,
    path: `figures/${fileName(figure.name)}-by-${fileName(setting)}`,
    table: figureTable(drawnResults(results, drawn), figure),
    plot: (panel) => (frame) => studyPlot(dataOf(panel), frame),
    notes: (panel) => placeNotes(dataOf(panel)),
  };
}

function sketchModels(results: StudyResults, figure: StudyFigure): Sketch {
  const beside = besideOf(results, figure);
  const of = ({ figures }: CellRow): number | undefined => figures[figure.name]?.mean;
  const cells = results.cells.filter((cell) => of(cell) !== undefined);
  const rank = { of, title: figure.title, file: "cells.csv" };
  const drawn = fewerLines(panelsOfCells(results, cells), rank, rowLimits);
  const dataOf = ({ lines }: Panel): StudyDotsData => ({
    label: labelOf(figure),
    dots: lines.flatMap(({ title, style, cells }) =>
      cells.flatMap(({ figures }) => {
        const spread = figures[figure.name];
        const other = figures[beside?.name ?? ""]?.mean;
        if (spread === undefined) return [];
        return [{ ...spread, title, style, ...(other === undefined ? {} : { beside: other }) }];
      }),
    ),
  });
  return {
    title: figure.title,
    fullTitle: `${figure.title} of each model`,
    better: figure.better,
    beside: beside?.title,
    spread: "rows",
    ...drawn,
    path: `figures/${fileName(figure.name)}`,
    table: figureTable(drawnResults(results, drawn), figure),
    plot: (panel) => (frame) => studyDotsPlot(dataOf(panel), frame),
    notes: () => [],
  };
}

function sketchCurve(results: StudyResults, curve: CurveSpread): Sketch {
  const [measure = "", name = ""] = curve.name.split(".");
  const cells = results.cells.filter((cell) => curveOf(cell, curve.name) !== undefined);
  const drawn = fewerLines(panelsOfCells(results, cells), {
    ...{ of: (cell) => heightOf(cell, curve.name), title: "mean height", file: "results.json" },
  });
  const dataOf = ({ lines }: Panel): CurvePlotData => ({
    ...{ x: curve.x, y: curve.y, isLogarithmic: isSpectrum(measure, name) },
    lines: lines.flatMap(({ style, cells }) =>
      cells.map((cell) => ({ style, points: curveOf(cell, curve.name)?.points ?? [] })),
    ),
  });
  return {
    title: curve.title,
    fullTitle: curve.title,
    spread: "bands",
    ...drawn,
    path: `figures/curve-${fileName(curve.name)}`,
    table: curveTable(drawnResults(results, drawn), curve.name),
    plot: (panel) => (frame) => curvePlot(dataOf(panel), frame),
    notes: (panel) => logarithmNotes(dataOf(panel)),
  };
}

function heightOf(cell: CellRow, name: string): number | undefined {
  const points = curveOf(cell, name)?.points ?? [];
  return points.length === 0 ? undefined : meanOf(points.map(({ mean }) => mean));
}

/** What a figure is drawn beside: what its measure names, and the error of the best linear code wherever that was measured. */
function besideOf({ figures }: StudyResults, figure: StudyFigure): StudyFigure | undefined {
  return figures.find(({ name }) => name === (figure.beside ?? floors[figure.name]));
}

const floors: Readonly<Record<string, string>> = { sse: "pca.sse", "pca.model": "pca.sse" };

function labelOf({ title, unit }: StudyFigure): string {
  return unit === "" ? title : `${title} (${unit})`;
}
