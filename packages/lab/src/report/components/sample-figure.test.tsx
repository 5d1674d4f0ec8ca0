import type { Table } from "hourglass-core/internal/data/columns/columns.ts";
import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import type { Drawn } from "../pictures/draw-sample.ts";
import { type SampleFigure, sampleFigure } from "./sample-figure.tsx";
import type { SampleGroup } from "./sample-groups.ts";
import type { Figure } from "./section.ts";

const columns = 30;
const table: Table = Array.from({ length: columns }, (_, place) =>
  place === 3
    ? { name: "state", kind: "words", words: ["on", "off"] }
    : { name: `sensor ${place}`, kind: "number" },
);
const drawn: Drawn = {
  sample: { kind: "row", columns, table },
  statistics: { mean: new Float32Array(columns), deviation: new Float32Array(columns).fill(1) },
};
const zeros = new Float32Array(columns);
/** Column 29 differs most, then 28, and so on; of the words, one of two rows. */
const rising = Float32Array.from({ length: columns }, (_, place) => (place === 3 ? 1 : place / 10));

function figureOf(groups: readonly SampleGroup[], more: Partial<SampleFigure> = {}): Figure {
  return sampleFigure({
    ...{ drawn, file: "figures/some", groups, asTable: { caption: "Some rows." } },
    asPictures: () => ({ caption: "", view: "", files: {} }),
    ...more,
  });
}

const captionOf = ({ caption }: Figure): string => renderToString(<p>{caption}</p>);
const viewOf = ({ view }: Figure): string => renderToString(<div>{view}</div>);
const headers = (figure: Figure): readonly string[] =>
  [...viewOf(figure).matchAll(/<th scope="col"[^>]*>([^<]*)</g)].map(([, name]) => name as string);

describe("of many columns", () => {
  const figure = figureOf([
    {
      title: "one",
      samples: [
        { label: "original", values: zeros },
        { label: "rebuilt", values: rising, like: zeros },
      ],
    },
  ]);

  test("those that differ most come first, the others are named", () => {
    expect(headers(figure)).toEqual(
      Array.from({ length: 12 }, (_, place) => `sensor ${columns - 1 - place}`),
    );
    expect(viewOf(figure)).toContain("The other 18 columns, in the same order");
    expect(viewOf(figure)).toMatch(/<p class="column-names">sensor 17, .*, state, /);
    expect(captionOf(figure)).toContain(
      "Of its 30 columns the 12 with the greatest differences are shown, the greatest first.",
    );
  });

  test("the three values that are furthest off are marked by a sign and by weight", () => {
    const marks = [...viewOf(figure).matchAll(/<b>(.*?)<\/b>/g)].map(([, mark]) => mark);
    expect(marks).toEqual(["↑ 2.90", "↑ 2.80", "↑ 2.70"]);
    expect(captionOf(figure)).toContain("at most three, if by half a standard deviation");
  });

  test("its file has all columns", () => {
    const [header, first, second] = (figure.files["figures/some-values.csv"] as string).split("\n");
    expect(header?.split(",")).toEqual(["group", "row", ...table.map(({ name }) => name)]);
    expect(first).toBe(`one,original,0,0,0,on,${Array(26).fill(0).join(",")}`);
    expect(second?.split(",").slice(0, 6)).toEqual(["one", "rebuilt", "0", "0.1", "0.2", "off"]);
  });
});

test("rows that are compared with none are told apart by their spread, and a page shows the first of many", () => {
  const samples = Array.from({ length: 64 }, (_, row) => ({
    label: `row ${row}`,
    values: rising.map((value) => (row % 2 === 0 ? value : -value)),
  }));
  const figure = figureOf([{ samples }]);
  expect(headers(figure)[0]).toBe("sensor 29");
  expect(viewOf(figure).match(/<th scope="row">/g)).toHaveLength(24);
  expect(viewOf(figure)).not.toContain("<b>");
  expect(captionOf(figure)).toContain("Shown are 24 of 64 rows; the file has all.");
  expect((figure.files["figures/some-values.csv"] as string).trimEnd().split("\n")).toHaveLength(65);
});

test("groups are shown whole, or so many samples of each", () => {
  const group = (title: string): SampleGroup => ({
    title,
    samples: Array.from({ length: 10 }, (_, row) => ({ label: `row ${row}`, values: zeros })),
  });
  const groups = ["a", "b", "c"].map(group);
  const lines = (figure: Figure): number => viewOf(figure).match(/<th scope="row">/g)?.length ?? 0;
  expect(lines(figureOf(groups))).toBe(20);
  expect(lines(figureOf(groups, { fromEach: 3 }))).toBe(9);
});

test("few columns stand in their own order, and a wrong word is marked", () => {
  const few: Table = [table[3]!, table[4]!];
  const figure = figureOf(
    [{ samples: [{ label: "rebuilt", values: Float32Array.of(1, 0.4), like: Float32Array.of(0, 0) }] }],
    { drawn: { ...drawn, sample: { kind: "row", columns: 2, table: few } } },
  );
  expect(headers(figure)).toEqual(["state", "sensor 4"]);
  expect(viewOf(figure)).toContain('<td class="text"><b>≠ off</b></td><td class="number">0.40</td>');
});

test("other samples stay pictures", () => {
  const pictured: Figure = { caption: "Pictures.", view: "", files: { "figures/some.svg": "" } };
  const figure = figureOf([], {
    drawn: { sample: { kind: "row", columns } },
    files: { "figures/some.csv": "" },
    asPictures: () => pictured,
  });
  expect(figure).toEqual({ ...pictured, files: { "figures/some.svg": "", "figures/some.csv": "" } });
});
