import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../packages/lab/dist/cli/main.js", import.meta.url));

/**
 * `hourglass studio` of the built package, on a free port.
 * @param {string | undefined} dataDir
 */
export async function startStudio(dataDir) {
  const words = [
    "studio",
    "--port",
    "0",
    "--no-open",
    ...(dataDir === undefined ? [] : ["--data-dir", dataDir]),
  ];
  const server = spawn(process.execPath, [command, ...words], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    let text = "";
    server.stdout.on("data", (part) => {
      text += part;
      const [address] = /http:\/\/\S+/.exec(text) ?? [];
      if (address !== undefined) resolve(address.endsWith("/") ? address : `${address}/`);
    });
    ended.then(() => reject(new Error(`hourglass studio ended without an address:\n${text}`)));
  });
  return {
    url,
    end: async () => {
      server.kill("SIGINT");
      await ended;
    },
  };
}
