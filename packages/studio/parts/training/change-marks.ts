import { changedValueWords } from "hourglass-lab/internal/report/words/change-words.ts";
import type { SettingChange } from "hourglass-lab/internal/run/files/setting-change.ts";
import type uPlot from "uplot";
import { colour } from "../colours.ts";

/** Settings that were changed at one moment: a line in the plot. */
export interface ChangeMark {
  readonly epoch: number;
  /** `learning rate 0.001 → 0.01, beta 1 → 4` */
  readonly words: string;
}

/** The moments at which settings were changed, in their order. */
export function changeMarks(changes: readonly SettingChange[]): readonly ChangeMark[] {
  const moments = new Map<number, SettingChange[]>();
  for (const change of changes) moments.set(change.step, [...(moments.get(change.step) ?? []), change]);
  return [...moments.values()].map((together) => ({
    epoch: together[0]?.epoch ?? 0,
    words: together.map(changedValueWords).join(", "),
  }));
}

/** Lines of words below one another, so that those of near moments do not cover one another. */
const mostLines = 4;
/** In pixels of the page. */
const line = { height: 15, apart: 5, top: 12 };

/** Draws the moments into a plot over the epochs: a thin line each, with its words unless these stand in another plot. */
export function drawMarks(plot: uPlot, marks: readonly ChangeMark[], hasWords = true): void {
  const { ctx: context, bbox } = plot;
  const density = devicePixelRatio;
  context.save();
  context.strokeStyle = colour("--soft");
  context.fillStyle = colour("--ink");
  context.lineWidth = density;
  context.setLineDash([2 * density, 3 * density]);
  context.font = `${12 * density}px system-ui, sans-serif`;
  for (const [at, { epoch, words }] of marks.entries()) {
    const x = Math.round(plot.valToPos(epoch, "x", true));
    context.beginPath();
    context.moveTo(x, bbox.top);
    context.lineTo(x, bbox.top + bbox.height);
    context.stroke();
    if (!hasWords) continue;
    const fitsRight = x + context.measureText(words).width + line.apart * density < bbox.left + bbox.width;
    context.textAlign = fitsRight ? "left" : "right";
    const y = bbox.top + (line.top + (at % mostLines) * line.height) * density;
    context.fillText(words, x + (fitsRight ? 1 : -1) * line.apart * density, y);
  }
  context.restore();
}
