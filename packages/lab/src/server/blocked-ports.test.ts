import { expect, test } from "vitest";
import { blockedPorts, nextOpenPort } from "./blocked-ports.ts";
import { usualPort } from "./start-server.ts";

/** Why Node, which goes by the same standard, does not even try. */
async function refusalOf(port: number): Promise<unknown> {
  try {
    await fetch(`http://127.0.0.1:${port}/`);
  } catch (error) {
    return ((error as Error).cause as Error | undefined)?.message;
  }
  return undefined;
}

test("each of them is refused by Node's fetch as well", async () => {
  const all = [...blockedPorts].filter((port) => port !== 0);
  const refusals = await Promise.all(all.map(async (port) => [port, await refusalOf(port)]));
  expect(refusals).toEqual(all.map((port) => [port, "bad port"]));
  expect(all).toHaveLength(82);
});

test("a search for a port that is free leaves them out", () => {
  expect(nextOpenPort(usualPort)).toBe(usualPort);
  expect(nextOpenPort(5060)).toBe(5062);
});
