// A service that says which rows are odd, and why: POST rows as JSON, null for what is missing. Here the detector is fitted on the spot; in a service
// of your own `hourglass detect fit data.csv --out runs/pump` makes it once, and the service opens it with
// Detector.load("runs/pump/model.safetensors"). In a checkout: npm run example detector-service
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { Detector, loadDataset } from "hourglass-lab/node";

type Rows = readonly (readonly (number | null)[])[];

const { train, test } = await loadDataset("sensors");
const detector = await Detector.fit(train, { contamination: 0.05, falseAlarms: 0.01, epochs: 4 });

const app = new Hono().post("/score", async (request) => {
  const rows: Rows = await request.req.json();
  const found = await detector.score(rows.map((row) => row.map((value) => value ?? Number.NaN)));
  return request.json(rows.map((_, at) => [found.scores[at], found.alarms[at], found.reasons?.[at]]));
});

const server = serve({ fetch: app.fetch, port: 0 }, async ({ port }) => {
  const usual = Array.from(test.values.subarray(0, test.columns));
  const odd = usual.map((value, column) => (column === 5 ? value + 60 : value));
  const body = JSON.stringify([usual, odd]);
  const answer = await fetch(`http://localhost:${port}/score`, { method: "POST", body });
  const [first, second]: [number, boolean, { column: string }[]][] = await answer.json();
  console.log(first?.[1], second?.[1], second?.[2].length); // false true 3
  server.close();
});
