import { expect, test } from "vitest";
import type { StudyResults } from "./results.ts";
import { cellsCsv, runsCsv } from "./tables.ts";

const place = { data: "digits", model: "wide", varied: { hidden: [512, 256] } };
const results: StudyResults = {
  ...{ format: 2, title: "T", question: "Q?", protocol: [], findings: [], examples: [] },
  environment: { hourglass: "1", runtime: "r", cpu: "c", cores: 1 },
  varied: [{ setting: "hidden", values: [[512, 256]] }],
  figures: [
    { name: "bce", title: "test bce", unit: "nats" },
    { name: "probe.accuracy", title: "probe accuracy", unit: "" },
  ],
  runs: [
    {
      ...place,
      id: "a-1",
      cell: "a",
      seed: 1,
      status: "done",
      epochs: 3,
      seconds: 1.5,
      figures: { bce: 0.25 },
    },
    { ...place, id: "a-2", cell: "a", seed: 2, status: "failed", error: 'it "broke"', figures: {} },
  ],
  cells: [
    {
      ...{ ...place, id: "a", title: "wide", seeds: 2, curves: [], confusions: [] },
      figures: { bce: { mean: 0.25, deviation: 0.5, seeds: 2 }, "probe.accuracy": { mean: 0.9, seeds: 1 } },
    },
  ],
};

test("results.csv has a row a run", () => {
  expect(runsCsv(results)).toBe(
    "run,cell,data,model,hidden,seed,status,epochs,seconds,bce,probe.accuracy,error\n" +
      'a-1,a,digits,wide,"512,256",1,done,3,1.5,0.25,,\n' +
      'a-2,a,digits,wide,"512,256",2,failed,,,,,"it ""broke"""\n',
  );
});

test("cells.csv has a row a cell", () => {
  expect(cellsCsv(results)).toBe(
    "cell,data,model,hidden,seeds,bce,bce sd,probe.accuracy,probe.accuracy sd\n" +
      'a,digits,wide,"512,256",2,0.25,0.5,0.9,\n',
  );
});
