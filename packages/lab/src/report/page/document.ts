import { parseHTML } from "linkedom/worker";
import type { PlotDocument } from "../plots/plot-document.ts";

/** A document to draw plots in where there is no browser. */
export function createDocument(): PlotDocument {
  return parseHTML("<!doctype html><html><body></body></html>").document as unknown as PlotDocument;
}
