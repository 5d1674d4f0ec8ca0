interface PlacedText {
  readonly placedText: (content: string, command: string, name: string) => string;
}

/** scripts/placed-text.js, which is plain JavaScript. */
const script = (await import(
  new URL("../../scripts/placed-text.js", import.meta.url).href
)) as unknown as PlacedText;

export const placedText: PlacedText["placedText"] = script.placedText;
