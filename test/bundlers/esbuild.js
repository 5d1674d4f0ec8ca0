import { copyFile } from "node:fs/promises";
import { build } from "esbuild";

await build({ entryPoints: ["main.js"], bundle: true, format: "esm", outdir: "dist" });
// esbuild takes no files along: ONNX Runtime looks for its WebAssembly beside the script that it is part of.
const binary = "ort-wasm-simd-threaded.jsep.wasm";
await copyFile(`node_modules/onnxruntime-web/dist/${binary}`, `dist/${binary}`);
await copyFile("index.html", "dist/index.html");
