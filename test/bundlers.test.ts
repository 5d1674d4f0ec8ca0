import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { createServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./support/browser.ts";
import { linkCore } from "./support/packed-package.ts";
import { runNode } from "./support/script.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";
import { startServer } from "./support/web-server.ts";

// The packed core in a page: the project in bundlers/ is built by each bundler as docs/api.md says, and opened in a browser, where it
// trains.

/** What `npx webpack` does with webpack.config.js, and the page beside it. */
const runWebpack = `
import { copyFile } from "node:fs/promises";
import { promisify } from "node:util";
import webpack from "webpack";
import config from "./webpack.config.js";

const stats = await promisify(webpack)(config);
if (stats.hasErrors()) throw new Error(stats.toString());
await copyFile("index.html", "dist/index.html");
`;

let folder: TemporaryFolder;
let browser: Browser;

beforeAll(async () => {
  folder = await temporaryFolder();
  await cp("test/bundlers", folder.path, { recursive: true });
  await writeFile(join(folder.path, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await linkCore(folder.path, ["vite", "esbuild", "webpack"]);
  await writeFile(join(folder.path, "run-webpack.js"), runWebpack);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await folder[Symbol.asyncDispose]();
});

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** Serves a folder of files as any host does. */
function serveFiles(root: string): ReturnType<typeof startServer> {
  return startServer(async ({ url = "/" }, response) => {
    const path = url === "/" ? "/index.html" : url;
    const bytes = await readFile(join(root, path)).catch(() => undefined);
    const type = types[extname(path)] ?? "application/octet-stream";
    response.writeHead(bytes === undefined ? 404 : 200, { "content-type": type }).end(bytes);
  });
}

/** What the page shows once it has trained, and what went wrong there. */
async function visit(url: string): Promise<{ readonly shown: string; readonly problems: readonly string[] }> {
  await using context = await browser.newContext();
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("response", (response) => {
    // A browser asks every host for an icon.
    if (response.status() >= 400 && !response.url().endsWith("/favicon.ico")) problems.push(response.url());
  });
  await page.goto(url);
  const output = page.locator("output");
  await expect.poll(async () => problems.length > 0 || (await output.textContent()) !== "...").toBe(true);
  return { shown: (await output.textContent()) ?? "", problems };
}

describe.each([
  ["vite", ["node_modules/vite/bin/vite.js", "build"]],
  ["esbuild", ["esbuild.js"]],
  ["webpack", ["run-webpack.js"]],
])("a page that %s builds", (_, words) => {
  test("trains in a browser", async () => {
    await rm(join(folder.path, "dist"), { recursive: true, force: true });
    await runNode(words, { cwd: folder.path, env: {} });
    await using server = await serveFiles(join(folder.path, "dist"));
    expect(await visit(server.url)).toEqual({ shown: "80", problems: [] });
  });
});

test("a page that Vite's development server serves trains in a browser", async () => {
  const server = await createServer({
    root: folder.path,
    logLevel: "silent",
    server: { host: "127.0.0.1", port: 0, fs: { strict: false } },
  });
  try {
    await server.listen();
    expect(await visit(server.resolvedUrls?.local[0] ?? "")).toEqual({ shown: "80", problems: [] });
  } finally {
    await server.close();
  }
});

test("what only asks a trained model takes less than 200 KB, packed, beside the runtime", async () => {
  const program = `import { Autoencoder } from "hourglass-core";
    const autoencoder = await Autoencoder.load(new Uint8Array(await (await fetch("model.safetensors")).arrayBuffer()));
    console.log(await autoencoder.encode(new Uint8Array(784)), await autoencoder.decode(new Float32Array(8)));`;
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: folder.path },
    ...{ bundle: true, format: "esm", minify: true, write: false },
    external: ["onnxruntime-web"],
  });
  const packed = gzipSync(outputFiles[0]!.contents).length;
  expect(packed).toBeGreaterThan(20_000);
  expect(packed).toBeLessThan(200_000);
});

test.each(["vite.config.js", "esbuild.js", "webpack.config.js"])(
  "docs/api.md shows %s as it is",
  async (file) => {
    expect(await readFile("docs/api.md", "utf8")).toContain(await readFile(`test/bundlers/${file}`, "utf8"));
  },
);
