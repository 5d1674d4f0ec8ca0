import type { ReadonlySignal, Signal } from "@preact/signals";
import { signal } from "@preact/signals";
import { colour } from "../colours.ts";

/** Colours of the page as canvases need them. */
export interface Theme {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly accent: string;
  readonly classes: readonly string[];
  /** The family of headings, as a canvas takes it. */
  readonly textFont: string;
}

const current: Signal<Theme | undefined> = signal(undefined);

/** The colours of the page; they change with light and dark. */
export const theme: ReadonlySignal<Theme | undefined> = current;

let isWatched = false;

/** Reads the colours now, and again whenever the page has put on another theme. */
export function watchTheme(): void {
  if (isWatched) return;
  isWatched = true;
  const read = (): void => {
    current.value = {
      paper: colour("--raised"),
      ink: colour("--ink"),
      soft: colour("--soft"),
      line: colour("--line"),
      accent: colour("--accent"),
      textFont: getComputedStyle(document.documentElement).getPropertyValue("--text").trim(),
      classes: Array.from({ length: 10 }, (_, label) => colour(`--class-${label}`)),
    };
  };
  read();
  new MutationObserver(read).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

/** The colour of a class; there are ten, so with more of them colours come again. */
export function classColor({ classes, accent }: Theme, label: number | undefined): string {
  return label === undefined ? accent : (classes[label % classes.length] ?? accent);
}
