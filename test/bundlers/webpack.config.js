import { resolve } from "node:path";

// webpack takes the WebAssembly along by itself; with it come files for Node, which a page has no use for.
export default {
  mode: "production",
  entry: "./main.js",
  output: { path: resolve("dist"), filename: "main.js", module: true },
  experiments: { outputModule: true },
};
