import { describe, expect, test } from "vitest";
import { createApp } from "./app.ts";

const own = "http://127.0.0.1:4870";

async function statusOf(
  headers: Readonly<Record<string, string>>,
  { host, method = "GET", path = "/api/data" }: { host?: string; method?: string; path?: string } = {},
): Promise<number> {
  const app = createApp({ runs: "nowhere", dataDir: "nowhere", host });
  const response = await app.request(`${own}${path}`, {
    method,
    headers: { Host: "127.0.0.1:4870", ...headers },
  });
  if (response.status !== 200) expect(await response.json()).toEqual({ error: expect.any(String) });
  return response.status;
}

describe("Host", () => {
  test.each(["localhost", "localhost:4870", "LOCALHOST:4870", "127.0.0.1", "127.3.2.1:80", "[::1]:4870"])(
    "%s is this machine",
    async (Host) => {
      expect(await statusOf({ Host })).toBe(200);
    },
  );

  test.each([
    "evil.example",
    "evil.example:4870",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "192.168.0.7",
    "127.1",
    "",
  ])("%s is not", async (Host) => {
    expect(await statusOf({ Host })).toBe(403);
  });

  test("served to others, its name and any address in numbers are right, other names are not", async () => {
    const host = "bench.lan";
    expect(await statusOf({ Host: "bench.lan:4870" }, { host })).toBe(200);
    expect(await statusOf({ Host: "192.168.0.7:4870" }, { host })).toBe(200);
    expect(await statusOf({ Host: "[fe80::1]:4870" }, { host })).toBe(200);
    expect(await statusOf({ Host: "localhost" }, { host })).toBe(200);
    expect(await statusOf({ Host: "evil.example" }, { host })).toBe(403);
  });
});

describe("who asks", () => {
  test.each<[string, Readonly<Record<string, string>>, number]>([
    ["no browser", {}, 200],
    ["the page", { "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors", Origin: own }, 200],
    ["the person", { "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate" }, 200],
    ["another site's script", { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors" }, 403],
    ["another port's script", { "Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors" }, 403],
    ["another site's image", { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors" }, 403],
    [
      "another site's frame",
      { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe" },
      403,
    ],
    [
      "a link on another site",
      { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" },
      200,
    ],
    ["an origin of another name", { Origin: "http://evil.example" }, 403],
    ["an origin of another port", { Origin: "http://127.0.0.1:3000" }, 403],
    ["an origin that is hidden", { Origin: "null" }, 403],
  ])("%s", async (_, headers, status) => {
    expect(await statusOf(headers)).toBe(status);
  });
});

test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s is not served", async (method) => {
  expect(await statusOf({}, { method })).toBe(405);
  expect(await statusOf({}, { method, path: "/" })).toBe(405);
});

test("HEAD is served", async () => {
  expect(await statusOf({}, { method: "HEAD" })).toBe(200);
});
