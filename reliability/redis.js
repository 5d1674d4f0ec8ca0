import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * A Redis for a campaign or a test (Debian: apt-get install redis-server), which is ended as a power failure would.
 * @param {string} folder where it may keep its files
 * @param {readonly string[]} [options] its own: `["--requirepass", "x"]`
 */
export async function startRedis(folder, options = []) {
  const port = await freePort();
  let server = await launch(port, folder, options);
  const stop = async () => {
    const ended = once(server, "close");
    server.kill("SIGKILL");
    await ended;
  };
  return {
    port,
    url: `redis://localhost:${port}`,
    stop,
    /**
     * Ends it, and starts it on the same port after some time.
     * @param {number} awaySeconds
     * @param {readonly string[]} [changed] other options from now on
     */
    restart: async (awaySeconds, changed = options) => {
      await stop();
      await sleep(1000 * awaySeconds);
      server = await launch(port, folder, changed);
    },
  };
}

/** @param {number} port @param {string} folder @param {readonly string[]} options */
async function launch(port, folder, options) {
  const words = ["--port", String(port), "--dir", folder, "--save", "", ...options];
  const server = spawn("redis-server", words, { stdio: "ignore" });
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await answers(port)) return server;
    await sleep(50);
  }
  server.kill("SIGKILL");
  throw new Error(`redis-server does not answer on port ${port}`);
}

/** @param {number} port @returns {Promise<boolean>} */
function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, "localhost");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

async function freePort() {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  return port;
}
