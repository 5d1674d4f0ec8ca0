import { expect, test } from "vitest";
import { softwareDriver } from "./graphics-driver.ts";

const vulkan = "/usr/lib/x86_64-linux-gnu/libvulkan.so.1";
const layer = "/usr/lib/x86_64-linux-gnu/libVkLayer_MESA_device_select.so";
const swift = "/usr/lib/chromium/libvk_swiftshader.so";
const mesa = ["radeon", "intel", "lvp"].map((name) => `/usr/lib/libvulkan_${name}.so`);

test.each([
  ["no driver at all", [vulkan, layer], true, undefined],
  ["SwiftShader alone", [vulkan, layer, swift], false, "SwiftShader"],
  ["SwiftShader alone, beside hardware that nobody asked", [vulkan, swift], true, "SwiftShader"],
  ["all drivers of Mesa without hardware", [vulkan, ...mesa], false, "llvmpipe"],
  ["all drivers of Mesa with hardware", [vulkan, ...mesa], true, undefined],
  ["NVIDIA's driver", [vulkan, "/usr/lib/libGLX_nvidia.so.0"], true, undefined],
  ["that of Windows", ["C:\\Windows\\System32\\d3d10warp.dll"], true, "WARP"],
] as const)("%s", (_, libraries, hasHardware, driver) => {
  expect(softwareDriver(libraries, hasHardware)).toBe(driver);
});

test("a process that has not asked for WebGPU has none", () => {
  expect(softwareDriver()).toBeUndefined();
});
