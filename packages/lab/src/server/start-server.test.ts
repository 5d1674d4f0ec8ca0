import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { expect, test } from "vitest";
import { startServer } from "./start-server.ts";

const options = { runs: "nowhere", dataDir: "nowhere" };

/** The status of an answer to an address that nobody has tidied. */
async function statusOf(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  const client = request(url, { path, headers }).end();
  const [response] = (await once(client, "response")) as [IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}

test("it listens on this machine alone, and ends", async () => {
  const server = await startServer({ ...options, port: 0 });
  expect(server.url).toBe(`http://127.0.0.1:${server.port}/`);
  expect((await fetch(`${server.url}api/data`)).status).toBe(200);
  await server.close();
  await expect(fetch(`${server.url}api/data`)).rejects.toThrow("fetch failed");
});

test("addresses that lead out are refused as they come, without help from the client", async () => {
  const server = await startServer({ ...options, port: 0 });
  try {
    expect(await statusOf(server.url, "/api/data")).toBe(200);
    for (const path of [
      "/../../etc/passwd",
      "/api/runs/../../etc/passwd",
      "/api/runs/x/files/../../../run.json",
      "/api/runs/x/files/%2e%2e/%2e%2e/run.json",
      "//etc/passwd",
      "/api/data/mnist/../../run.json",
      "/\\..\\run.json",
    ]) {
      expect([400, 404], path).toContain(await statusOf(server.url, path));
    }
    expect(await statusOf(server.url, "/api/data", { Host: "evil.example" })).toBe(403);
    expect(await statusOf(server.url, "http://evil.example/api/data", { Host: "evil.example" })).toBe(403);
  } finally {
    await server.close();
  }
});

test("a port that is taken is an error that names a free one", async () => {
  const first = await startServer({ ...options, port: 0 });
  try {
    await expect(startServer({ ...options, port: first.port })).rejects.toThrow(
      new RegExp(`^port ${first.port} is taken; \\d+ is free: --port \\d+$`),
    );
  } finally {
    await first.close();
  }
});

test("unless a port is asked for, the next that is free will do", async () => {
  const first = await startServer(options);
  const second = await startServer(options);
  try {
    expect(second.port).toBeGreaterThan(first.port);
  } finally {
    await Promise.all([first.close(), second.close()]);
  }
});

test("a host that is none of this machine's is named", async () => {
  await expect(startServer({ ...options, port: 0, host: "192.0.2.1" })).rejects.toThrow(
    "--host 192.0.2.1 is no address of this machine (EADDRNOTAVAIL)",
  );
});
