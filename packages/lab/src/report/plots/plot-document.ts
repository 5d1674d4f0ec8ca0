/**
 * Where plots are drawn: a page's own document in a browser, that of createDocument elsewhere. It is the DOM's Document; only so much of it
 * is named, as programs of Node need not know the types of a browser.
 */
export interface PlotDocument {
  createElementNS(namespace: string, name: string): object;
}
