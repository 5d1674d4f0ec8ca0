import { decode } from "fast-png";
import { pngDrawer, slideWidth, withPngs } from "hourglass-lab/internal/cli/runs/png-figures.ts";
import { pictureSheet } from "hourglass-lab/internal/report/components/picture-sheet.tsx";
import { createDocument } from "hourglass-lab/internal/report/page/document.ts";
import { renderStudy } from "hourglass-lab/internal/report/study/study.tsx";
import { expect, test } from "vitest";
import { samplePictures, sampleStudy } from "./support/sample-study.ts";

const results = sampleStudy({ data: ["mnist"], models: ["vanilla", "deep"] });
const { files } = renderStudy({ results, pictures: samplePictures(results), document: createDocument() });

test("figures are drawn for slides, beside their SVG, the same each time", { timeout: 60_000 }, async () => {
  const draw = await pngDrawer("png");
  const said: string[] = [];
  const all = await withPngs(files, draw, (text) => said.push(text));
  const svgs = [...files.keys()].filter((path) => path.endsWith(".svg"));
  expect([...all.keys()].filter((path) => path.endsWith(".png"))).toEqual(
    svgs.map((path) => path.replace(/svg$/, "png")),
  );
  expect(said).toHaveLength(svgs.length);
  for (const path of svgs) {
    const png = all.get(path.replace(/svg$/, "png")) as Uint8Array;
    const { width, data, channels } = decode(png);
    expect(width).toBe(slideWidth);
    // White ground without holes, and colour on it.
    expect([...data.slice(0, 3)]).toEqual([255, 255, 255]);
    const colors = new Set<number>();
    for (let start = 0; start < data.length; start += 40 * channels) {
      colors.add((data[start]! << 16) | (data[start + 1]! << 8) | data[start + 2]!);
      if (channels === 4) expect(data[start + 3]).toBe(255);
    }
    expect(colors.size).toBeGreaterThan(3);
  }
  const [first = ""] = svgs;
  expect(draw?.(files.get(first) as string)).toEqual(all.get(first.replace(/svg$/, "png")));
});

test("nothing is drawn that was not asked for", async () => {
  expect(await pngDrawer(undefined)).toBeUndefined();
  expect(await pngDrawer("svg")).toBeUndefined();
  expect([...(await withPngs(files, undefined, () => undefined))]).toEqual([...files]);
});

test("what stands in a figure is drawn: its lines, its words and its pictures", {
  timeout: 60_000,
}, async () => {
  const draw = await pngDrawer("png");
  const svg = files.get("figures/examples-mnist.svg") as string;
  const without = (part: RegExp): string => svg.replaceAll(part, "");
  const whole = draw?.(svg);
  for (const part of [/<text.*?<\/text>/gs, /<image[^>]*\/?>(?:<\/image>)?/g]) {
    expect(svg).toMatch(part);
    expect(draw?.(without(part))).not.toEqual(whole);
  }
  const plot = files.get("figures/bce-by-latentsize-mnist.svg") as string;
  const line = /<g [^>]*data-mark="line">.*?<\/g>/gs;
  expect(plot).toMatch(line);
  expect(draw?.(plot.replaceAll(line, ""))).not.toEqual(draw?.(plot));
});

test("the pixels of pictures stay squares", async () => {
  const raster = { width: 2, height: 1, channels: 1, data: Uint8Array.of(0, 255) } as const;
  const sheet = pictureSheet({ title: "two pixels", of: "nothing" }, [{ tiles: [{ raster }] }]);
  const { width, data, channels } = decode((await pngDrawer("png"))!(sheet));
  // Black beside white, and nothing in between.
  const row = 255;
  const greys = new Set<number>();
  for (let x = Math.round(width * 0.47); x < width * 0.53; x++)
    greys.add(data[(row * width + x) * channels]!);
  expect([...greys]).toEqual([0, 255]);
});
