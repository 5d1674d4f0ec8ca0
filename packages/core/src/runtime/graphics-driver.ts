import { existsSync } from "node:fs";

/** Drivers that compute on the processor what a graphics processor would, by the libraries that they are. */
const softwareDrivers: Readonly<Record<string, RegExp>> = {
  SwiftShader: /vk_swiftshader/i,
  llvmpipe: /vulkan_lvp/i,
  WARP: /d3d10warp/i,
};

/** Drivers of Vulkan that have hardware. */
const hardwareDrivers = /libvulkan_(?!lvp)[a-z]|nvidia|amdvlk|libmali/i;

/** Where Linux, or Linux in Windows, has a graphics processor. */
const devicesOfLinux = ["/dev/dri/renderD128", "/dev/nvidia0", "/dev/dxg"];

/** The driver in software that WebGPU has in this process, where it has no other. */
export function softwareDriver(
  libraries: readonly string[] = loadedLibraries(),
  hasHardware: boolean = hasGraphicsHardware(),
): string | undefined {
  const names = libraries.map((path) => path.split(/[/\\]/).at(-1) ?? path);
  const software = Object.entries(softwareDrivers).find(([, files]) =>
    names.some((name) => files.test(name)),
  );
  if (software === undefined) return undefined;
  // All drivers that are installed are loaded, also those whose hardware is missing.
  const others = names.some((name) => hardwareDrivers.test(name));
  return hasHardware && others ? undefined : software[0];
}

function loadedLibraries(): readonly string[] {
  const { sharedObjects = [] } = process.report.getReport() as { readonly sharedObjects?: readonly string[] };
  return sharedObjects;
}

function hasGraphicsHardware(): boolean {
  return process.platform !== "linux" || devicesOfLinux.some((path) => existsSync(path));
}
