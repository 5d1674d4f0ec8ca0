import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

/** @import { Page } from "playwright-core" */

const root = fileURLToPath(new URL("../../", import.meta.url));
const tensorflow = join(root, "bench/peers/node_modules/@tensorflow");
const jax = join(root, "bench/peers/node_modules/@jax-js/jax/dist");

/** What the pages of the benchmark are made of, by their path beside the studio's own files; scripts lie to each other as here. */
const filesNow = () => ({
  "bench/comlink.js": join(root, "node_modules/comlink/dist/esm/comlink.mjs"),
  "bench/trainer.js": join(root, "bench/studio/trainer-page.js"),
  "bench/studio/tensorflow.js": join(root, "bench/studio/tensorflow-page.js"),
  "bench/studio/jax.js": join(root, "bench/studio/jax-page.js"),
  "bench/jax-training.js": join(root, "bench/jax-training.js"),
  "bench/tensorflow-loss.js": join(root, "bench/tensorflow-loss.js"),
  "bench/tf.js": join(tensorflow, "tfjs/dist/tf.min.js"),
  "bench/tf-wasm.js": join(tensorflow, "tfjs-backend-wasm/dist/tf-backend-wasm.min.js"),
  ...Object.fromEntries(
    ["", "-simd", "-threaded-simd"].map((kind) => {
      const name = `tfjs-backend-wasm${kind}.wasm`;
      return [`bench/${name}`, join(tensorflow, "tfjs-backend-wasm/dist", name)];
    }),
  ),
  // Not there where first visits alone are measured.
  ...Object.fromEntries(
    (existsSync(jax) ? readdirSync(jax) : []).map((name) => [`bench/jax/${name}`, join(jax, name)]),
  ),
});

const headers = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
};

/**
 * @typedef {object} BenchBrowser
 * @property {string} version
 * @property {(address: string, opening?: Opening) => Promise<Page>} open in a window of its own
 * @property {() => Promise<void>} close
 * @property {string} trainer the path of the script of the studio's workers, as it was built
 */

/**
 * @typedef {object} Opening
 * @property {() => void} [watch] runs in the page before its own scripts
 * @property {(path: string) => void} [onFile] told of every file of the studio that is asked for
 */

/** The program of Chromium. */
export function chromiumPath() {
  const candidates = [process.env["CHROMIUM"] ?? "", "/usr/bin/chromium", "/usr/bin/google-chrome"];
  const path = candidates.find((one) => one !== "" && existsSync(one));
  if (path !== undefined) return path;
  throw new Error("Chromium is needed: name its program in the environment variable CHROMIUM");
}

/**
 * Chromium, with an empty page and the benchmark's scripts beside the studio's files.
 * @param {string} url the studio's
 * @returns {Promise<BenchBrowser>}
 */
export async function openBrowser(url) {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-dev-shm-usage",
      // By itself it would ask for the machines of its makers.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
  const files = new Map(Object.entries(filesNow()));
  const assets = readdirSync(join(root, "packages/lab/dist/studio/assets"));
  const trainer = assets.find((name) => /^worker-.*\.js$/.test(name));
  if (trainer === undefined) throw new Error("the studio is not built: npm run build");
  return {
    version: `Chromium ${browser.version()}`,
    trainer: `assets/${trainer}`,
    open: async (address, { watch, onFile } = {}) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      if (watch !== undefined) await page.addInitScript(watch);
      if (onFile !== undefined) {
        context.on("request", (request) => onFile(request.url().slice(url.length)));
      }
      // What a browser does for a new window is over then.
      await page.goto("about:blank");
      await page.waitForTimeout(1000);
      // What is given other answers is slower: a visit of the studio's own page is not.
      const isOfBench = address.startsWith(`${url}bench/`);
      if (isOfBench) {
        await page.route(`${url}bench/**`, (route) => {
          const path = route.request().url().slice(url.length);
          if (path === "bench/empty.html") {
            return route.fulfill({
              headers,
              contentType: "text/html",
              body: "<!doctype html><title>bench</title>",
            });
          }
          const file = files.get(path);
          if (file === undefined) return route.fulfill({ status: 404, body: path });
          const contentType = path.endsWith(".wasm") ? "application/wasm" : "text/javascript";
          return route.fulfill({ headers, contentType, body: readFileSync(file) });
        });
      }
      await page.goto(address);
      return page;
    },
    close: () => browser.close(),
  };
}
