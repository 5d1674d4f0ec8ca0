import type { Page } from "playwright-core";

/** What is wrong with the words of the SVG elements of a page. */
export interface DrawnText {
  /** Pairs of words that cover each other. */
  readonly covered: readonly string[];
  /** Words that reach beyond their SVG. */
  readonly cut: readonly string[];
  /** The least contrast of words to their ground, and whose it is. */
  readonly contrast: readonly [ratio: number, words: string];
}

/** Measures the words of all SVG elements in a page: their boxes, as they are turned, and their contrast. */
export async function drawnText(page: Page): Promise<DrawnText> {
  return page.evaluate(() => {
    type Point = { readonly x: number; readonly y: number };
    interface Box {
      readonly words: string;
      readonly corners: readonly Point[];
    }

    /** Letters fill less than the height of their line. */
    const share = 0.7;

    const boxOf = (text: SVGTextContentElement): Box => {
      const { x, y, width, height } = (text as unknown as SVGGraphicsElement).getBBox();
      const matrix = (text as unknown as SVGGraphicsElement).getScreenCTM() as DOMMatrix;
      const free = (height * (1 - share)) / 2;
      const corners = [
        [x, y + free],
        [x + width, y + free],
        [x + width, y + height - free],
        [x, y + height - free],
      ].map(([left, top]) => new DOMPoint(left, top).matrixTransform(matrix));
      return { words: text.textContent, corners };
    };

    /** Convex shapes meet unless a side of one has the other wholly beyond it. */
    const meet = (a: Box, b: Box): boolean =>
      [a, b].every(({ corners }) =>
        corners.every((corner, index) => {
          const next = corners[(index + 1) % corners.length] as Point;
          const normal = { x: next.y - corner.y, y: corner.x - next.x };
          const range = (points: readonly Point[]): readonly [number, number] => {
            const places = points.map((point) => point.x * normal.x + point.y * normal.y);
            return [Math.min(...places), Math.max(...places)];
          };
          const [[leastA, mostA], [leastB, mostB]] = [range(a.corners), range(b.corners)];
          return mostA > leastB && mostB > leastA;
        }),
      );

    const luminance = (color: string): number => {
      const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((byte) => {
        const value = Number(byte) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };

    const covered: string[] = [];
    const cut: string[] = [];
    let contrast: [number, string] = [21, ""];
    for (const svg of document.querySelectorAll("svg")) {
      if (svg.parentElement?.closest("svg") || svg.getBoundingClientRect().width === 0) continue;
      const texts = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim() !== "");
      const boxes = texts.map(boxOf);
      const frame = svg.getBoundingClientRect();
      const ground = svg.querySelector(":scope > rect");
      const background = luminance(
        ground === null ? getComputedStyle(document.body).backgroundColor : getComputedStyle(ground).fill,
      );
      boxes.forEach((box, index) => {
        for (const other of boxes.slice(index + 1)) {
          if (meet(box, other)) covered.push(`${box.words} | ${other.words}`);
        }
        const beyond = box.corners.some(
          ({ x, y }) =>
            x < frame.left - 1 || x > frame.right + 1 || y < frame.top - 1 || y > frame.bottom + 1,
        );
        if (beyond) cut.push(box.words);
        const text = texts[index] as SVGTextElement;
        // The counts of a matrix stand on its squares.
        if (text.closest('g[data-mark="text"]') !== null && /^\d+$/.test(box.words)) return;
        const ink = luminance(getComputedStyle(text).fill);
        const ratio = (Math.max(ink, background) + 0.05) / (Math.min(ink, background) + 0.05);
        if (ratio < contrast[0]) contrast = [ratio, box.words];
      });
    }
    return { covered, cut, contrast };
  });
}
