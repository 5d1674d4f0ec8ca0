import { resolve } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { createApp } from "hourglass-lab/internal/server/app.ts";
import { pageHeaders, pagePolicy } from "hourglass-lab/internal/server/headers.ts";
import { defaultClientConditions, defineConfig, type Plugin, type UserConfig } from "vite";
import { listLicences } from "./licences.ts";

/** The built service worker needs a name that stays: a page that was opened long ago asks for it. */
const serviceWorker = "service-worker";

/** While developing: what `hourglass studio` serves beside the page. */
const serveApi: Plugin = {
  name: "hourglass-api",
  apply: "serve",
  configureServer({ middlewares }) {
    const listener = getRequestListener(createApp({ runs: resolve("runs") }).fetch);
    middlewares.use((request, response, next) => {
      if (request.url?.startsWith("/api/")) void listener(request, response);
      else next();
    });
  },
};

/** The built page carries its policy itself, for hosts that send none. */
const carryPolicy: Plugin = {
  name: "hourglass-policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: pagePolicy.join("; ") },
      injectTo: "head-prepend",
    },
  ],
};

const licences = listLicences("licences.md");

const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  // A static site may lie in any folder of its host.
  base: "./",
  plugins: [serveApi, carryPolicy, licences.page],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // The build of ONNX Runtime that takes its WebAssembly's script from a file, rather than bring a copy that is not used.
  resolve: {
    conditions: ["hourglass-source", "onnxruntime-web-use-extern-wasm", ...defaultClientConditions],
  },
  worker: { format: "es", plugins: () => [licences.worker] },
  server: { headers: pageHeaders },
  optimizeDeps: {
    // It finds its WebAssembly beside its own script.
    exclude: ["onnxruntime-web"],
    entries: ["index.html", "workers/*.ts"],
  },
  build: {
    outDir: resolve(import.meta.dirname, "../lab/dist/studio"),
    emptyOutDir: true,
    target: "es2023",
    // Files rather than data: addresses, and no script that the policy would not know.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: {
        index: resolve(import.meta.dirname, "index.html"),
        [serviceWorker]: resolve(import.meta.dirname, "service-worker.ts"),
      },
      output: {
        entryFileNames: ({ name }) =>
          name === serviceWorker ? `${serviceWorker}.js` : "assets/[name]-[hash].js",
      },
    },
  },
});

export default config;
