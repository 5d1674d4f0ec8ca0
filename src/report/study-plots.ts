import type { CurveSpread, StudyFigure, StudyResults } from "../study/results.ts";
import { valueWords } from "../study/setting-words.ts";
import { type DrawnPanel, panelWidth } from "./drawn-panel.ts";
import { fileName, fileNames } from "./file-names.ts";
import { curvePlot } from "./plots/curve-plot.ts";
import { besideKey, lineKey } from "./plots/line-key.ts";
import { renderPlot } from "./plots/render-plot.ts";
import { type StudyDotsData, studyDotsPlot } from "./plots/study-dots-plot.ts";
import type { SpreadPoint } from "./plots/study-lines.ts";
import { type StudyPlotData, studyPlot } from "./plots/study-plot.ts";
import type { StudyInput } from "./study-input.ts";
import {
  areSame,
  curveOf,
  curvesOf,
  figureOver,
  type Panel,
  type PlacedFigure,
  panelsOfCells,
  panelsOver,
} from "./study-panels.ts";
import { curveTable, figureTable } from "./study-tables.ts";
import { scaleOf, type Varied, variedSettings } from "./varied.ts";

/** One quantity in several panels, with a key of its lines. */
export interface DrawnFigure {
  readonly title: string;
  readonly better?: "higher" | "lower";
  /** What is drawn beside it for comparison. */
  readonly beside?: string;
  /** None where the panels name what they show. */
  readonly keys: readonly { readonly title: string; readonly svg: string }[];
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

export function drawStudyPlots({ results, document }: StudyInput): StudyPlots {
  const varied = variedSettings(results);
  const headline = results.figures.filter((figure) => figure.headline === true);
  const draw = (sketch: Sketch): DrawnFigure[] => (sketch.panels.length === 0 ? [] : [ink(document, sketch)]);
  return {
    over: varied.map((setting) => ({
      varied: setting,
      figures: headline.flatMap((figure) => draw(sketchOver(results, figure, setting))),
    })),
    models: varied.length > 0 ? [] : headline.flatMap((figure) => draw(sketchModels(results, figure))),
    curves: curvesOf(results).flatMap((curve) => draw(sketchCurve(results, curve))),
  };
}

/** What is to be drawn. */
interface Sketch {
  readonly title: string;
  readonly better?: "higher" | "lower" | undefined;
  readonly beside?: string | undefined;
  /** Whether the figure needs a key of its lines. */
  readonly keyed: boolean;
  readonly panels: readonly Panel[];
  /** Of its files, without the panel and the ending. */
  readonly path: string;
  readonly table: string;
  readonly plot: (panel: Panel) => Parameters<typeof renderPlot>[2];
}

function ink(document: Document, sketch: Sketch): DrawnFigure {
  const { title, better, beside, keyed, panels, path, table, plot } = sketch;
  const names = fileNames(panels.map((panel) => panel.title));
  const width = panelWidth(panels.length);
  const lines = new Map(panels.flatMap((panel) => panel.lines.map((line) => [line.title, line.style])));
  const keys = [...lines].map(([name, style]) => ({ title: name, svg: lineKey(document, style) }));
  if (beside !== undefined) keys.push({ title: beside, svg: besideKey(document) });
  return {
    title,
    ...(better === undefined ? {} : { better }),
    ...(beside === undefined ? {} : { beside }),
    keys: keyed ? keys : [],
    panels: panels.map((panel, index) => ({
      title: panel.title,
      plot: renderPlot(document, `Plot ${index + 1} of ${panels.length} of the figure`, plot(panel), width),
      file: `${path}-${names[index]}.svg`,
    })),
    table: { file: `${path}.csv`, content: table },
  };
}

function sketchOver(results: StudyResults, figure: StudyFigure, varied: Varied): Sketch {
  const { setting, values } = varied;
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
    better: figure.better,
    beside: beside?.title,
    keyed: true,
    panels: panelsOver(results, varied).filter(({ lines }) =>
      lines.some((line) => figureOver(line, figure.name, setting).length > 0),
    ),
    path: `figures/${fileName(figure.name)}-by-${fileName(setting)}`,
    table: figureTable(results, figure),
    plot: (panel) => (frame) => studyPlot(dataOf(panel), frame),
  };
}

function sketchModels(results: StudyResults, figure: StudyFigure): Sketch {
  const beside = besideOf(results, figure);
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
    better: figure.better,
    beside: beside?.title,
    keyed: false,
    panels: panelsOfCells(
      results,
      results.cells.filter(({ figures }) => figures[figure.name] !== undefined),
    ),
    path: `figures/${fileName(figure.name)}`,
    table: figureTable(results, figure),
    plot: (panel) => (frame) => studyDotsPlot(dataOf(panel), frame),
  };
}

function sketchCurve(results: StudyResults, curve: CurveSpread): Sketch {
  return {
    title: curve.title,
    keyed: true,
    panels: panelsOfCells(
      results,
      results.cells.filter((cell) => curveOf(cell, curve.name) !== undefined),
    ),
    path: `figures/curve-${fileName(curve.name)}`,
    table: curveTable(results, curve.name),
    plot:
      ({ lines }) =>
      (frame) =>
        curvePlot(
          {
            x: curve.x,
            y: curve.y,
            lines: lines.flatMap(({ style, cells }) =>
              cells.map((cell) => ({ style, points: curveOf(cell, curve.name)?.points ?? [] })),
            ),
          },
          frame,
        ),
  };
}

function besideOf({ figures }: StudyResults, figure: StudyFigure): StudyFigure | undefined {
  return figures.find(({ name }) => name === figure.beside);
}

function labelOf({ title, unit }: StudyFigure): string {
  return unit === "" ? title : `${title} (${unit})`;
}
