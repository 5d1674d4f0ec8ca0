import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Why tests of the queue are skipped; `undefined` where Redis is here. */
export const withoutRedis: string | undefined =
  spawnSync("redis-server", ["--version"]).status === 0
    ? undefined
    : "redis-server is not here (apt-get install redis-server)";

/** A Redis of a test's own. */
export interface TestRedis {
  readonly port: number;
  readonly url: string;
  /** Ends it at once, as a power failure would, and starts it again on the same port after some time: empty, unless it keeps what it has. */
  restart(awaySeconds: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param folder where it may keep its files
 * @param options its own, such as `["--requirepass", "x"]`, or `["--appendonly", "yes"]` to keep what it has
 */
export async function startRedis(folder: string, options: readonly string[] = []): Promise<TestRedis> {
  const port = await freePort();
  let server = await launch(port, folder, options);
  const stop = async (): Promise<void> => {
    const ended = once(server, "close");
    server.kill("SIGKILL");
    await ended;
  };
  return {
    port,
    url: `redis://localhost:${port}`,
    stop,
    restart: async (awaySeconds) => {
      await stop();
      await sleep(1000 * awaySeconds);
      server = await launch(port, folder, options);
    },
  };
}

async function launch(port: number, folder: string, options: readonly string[]): Promise<ChildProcess> {
  const words = ["--port", String(port), "--dir", folder, "--save", "", ...options];
  const server = spawn("redis-server", words, { stdio: "ignore" });
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await answers(port)) return server;
    await sleep(50);
  }
  server.kill("SIGKILL");
  throw new Error(`redis-server does not answer on port ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "localhost");
    socket.once("connect", () => socket.destroy() && resolve(true));
    socket.once("error", () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
