import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNodeRuntime, type NodeRuntimeOptions } from "hourglass-core/internal/runtime/node.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";

/** Where Debian's Chromium, and those that Playwright brings, have a driver of Vulkan that computes in software. */
const places = ["/usr/lib/chromium", process.env["CHROMIUM_FOLDER"] ?? ""];
const file = "vk_swiftshader_icd.json";

/**
 * ONNX Runtime on WebGPU, with the graphics processor in software; `undefined` where there is no driver of that kind: then a test is to be skipped,
 * and {@link noDriver} says why.
 */
export async function softwareRuntime(options: NodeRuntimeOptions = {}): Promise<Runtime | undefined> {
  const driver = places.map((folder) => join(folder, file)).find((path) => existsSync(path));
  if (driver === undefined) return undefined;
  // Read by the loader of Vulkan when the first session is made.
  process.env["VK_ICD_FILENAMES"] = driver;
  process.env["XDG_RUNTIME_DIR"] ??= mkdtempSync(join(tmpdir(), "hourglass-xdg-"));
  try {
    return await createNodeRuntime({ threads: 1, device: "webgpu", onNotice: () => {}, ...options });
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
    return undefined;
  }
}

let reason = "Chromium's driver in software was not found";

/** Why there is no software driver, and what gets one. */
export const noDriver = (): string =>
  `skipped, since there is no WebGPU in software here (${reason}): on Debian, apt-get install chromium libvulkan1`;
