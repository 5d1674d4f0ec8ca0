import { parseHTML } from "linkedom/worker";

/** A document to draw plots in where there is no browser. */
export function createDocument(): Document {
  return parseHTML("<!doctype html><html><body></body></html>").document as unknown as Document;
}
