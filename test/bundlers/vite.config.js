import { defineConfig } from "vite";

export default defineConfig({
  // For the development server: ONNX Runtime looks for its WebAssembly beside its own script, so that stays where it is.
  optimizeDeps: { exclude: ["onnxruntime-web"] },
});
