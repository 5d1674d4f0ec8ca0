import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { describe, expect, test } from "vitest";
import { drawnLayers } from "../../workers/trainer/drawn-layers.ts";
import { hourglassRows } from "../experiment/hourglass-rows.ts";
import { cellsOf, drawMachine } from "./machine-columns.ts";

const sampleShape = { height: 8, width: 8, channels: 1 };

function rowsOf(name: "deep" | "convolutional" | "variational"): ReturnType<typeof hourglassRows> {
  return hourglassRows(sampleShape, drawnLayers(buildModel(name, { sampleShape, latentSize: 2 })));
}

describe("the machine", () => {
  test("has a column a layer between the two samples, the code where it is narrowest", () => {
    const { glass, columns } = drawMachine(rowsOf("deep"), undefined);
    expect(columns.map(({ part }) => part)).toEqual(["encoder", "encoder", "code", "decoder", "decoder"]);
    expect(glass).toHaveLength(columns.length + 2);
    expect([glass[0]?.[0], glass.at(-1)?.[0]]).toEqual([0, 1]);
    const code = columns.find(({ part }) => part === "code");
    expect(code?.x).toBe(0.5);
    expect(code?.height).toBe(Math.min(...columns.map(({ height }) => height)));
    expect(code).toMatchObject({ cells: [], shortSize: "2" });
    expect(drawMachine(rowsOf("convolutional"), undefined).columns[0]?.shortSize).toBe("32 maps");
  });

  test.each(["deep", "convolutional", "variational"] as const)(
    "knows the layers of %s by their names",
    (name) => {
      const model = buildModel(name, { sampleShape, latentSize: 2 });
      const names = [...model.encoder, ...model.decoder].map((layer) => layer.name);
      const values = new Map(names.map((layer) => [layer, Float32Array.of(1, -0.5)]));
      for (const { cells } of drawMachine(rowsOf(name), values).columns)
        expect(cells.length).toBeGreaterThan(0);
    },
  );
});

test("as much flows from a layer as its values are large, and none before they are known", () => {
  const rows = rowsOf("deep");
  const [first = ""] = rows.flatMap(({ layer = [] }) => layer);
  const { flows, glass } = drawMachine(rows, new Map([[first, Float32Array.of(1, -0.5)]]));
  expect(flows).toEqual([0, 0.75, 0, 0, 0, 0]);
  expect(flows).toHaveLength(glass.length - 1);
});

describe("cells", () => {
  test("are values of the layer's largest", () => {
    expect(cellsOf(Float32Array.of(2, -4, 0), 1)).toEqual([0.5, -1, 0]);
    expect(cellsOf(new Float32Array(3), 1)).toEqual([0, 0, 0]);
  });

  test("are at most 24, of neighbours the largest", () => {
    const values = new Float32Array(100);
    values[57] = -3;
    const cells = cellsOf(values, 1);
    expect(cells.length).toBeLessThanOrEqual(24);
    expect(cells.filter((cell) => cell !== 0)).toEqual([-1]);
  });

  test("of planes are their mean sizes", () => {
    expect(cellsOf(Float32Array.of(1, -1, 4, 4), 2)).toEqual([0.25, 1]);
  });
});
