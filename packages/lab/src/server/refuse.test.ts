import { Hono } from "hono";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { expect, test } from "vitest";
import { refuseError } from "./refuse.ts";

const withCode = (code: string): Error =>
  Object.assign(new Error(`${code}: no, open '/home/jane doe/x.json'`), { code });

test.each<[string, Error, number, string]>([
  ["a refusal", new HourglassError("/home/jane/x.json is damaged"), 500, "./x.json is damaged"],
  [
    "too many open files",
    withCode("EMFILE"),
    503,
    "the server has as many files open as the system lets it: try again",
  ],
  [
    "what may not be read",
    withCode("EACCES"),
    403,
    "the server may not read this file (EACCES: no, open './x.json')",
  ],
  [
    "a broken disk",
    withCode("EIO"),
    500,
    "the file cannot be read: the disk fails (EIO: no, open './x.json')",
  ],
  [
    "a defect",
    new TypeError("no x in /opt/hourglass/dist/x.js"),
    500,
    "no x in ./x.js\nThis is a defect of hourglass.",
  ],
])("%s is told without a path of the machine", async (_, error, status, words) => {
  const app = new Hono()
    .get("/", () => {
      throw error;
    })
    .onError((thrown, context) => refuseError(context, thrown));
  const response = await app.request("/");
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ error: words });
  expect(response.headers.get("Retry-After")).toBe(status === 503 ? "1" : null);
});
