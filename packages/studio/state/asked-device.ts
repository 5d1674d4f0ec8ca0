import { UsageError } from "hourglass-core/internal/errors.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import type { EngineOptions } from "../workers/trainer/trainer-api.ts";

// Which device trains belongs to a visit, not to an experiment: it stands in the query of the address, `?device=webgpu`, which
// copied links and newer experiments leave as it is. After `#`, where settings stand, it is understood as well, and moved.

/** Its name in an address. */
export const deviceName = "device";

type AskedDevice = EngineOptions["device"];

const devices: Readonly<Record<string, AskedDevice>> = {
  auto: "auto",
  webgpu: "webgpu",
  wasm: "wasm",
  // What it was called at first.
  webassembly: "wasm",
};

/** The device that an address asks for: `auto` where it asks for none. @throws UsageError on one that there is not */
export function askedDevice(address: string): AskedDevice {
  const word = new URL(address).searchParams.get(deviceName) ?? "auto";
  const device = Object.hasOwn(devices, word) ? devices[word] : undefined;
  if (device !== undefined) return device;
  throw new UsageError(
    `${deviceName}: expected webgpu, wasm or auto, found ${showValue(word)}; the page chooses one itself`,
  );
}

/** The address that asks for a device; the page's own choice is not written. */
export function withDevice(address: string, device: AskedDevice): string {
  const url = new URL(address);
  if (device === "auto") url.searchParams.delete(deviceName);
  else url.searchParams.set(deviceName, device);
  return url.href;
}

/** The address with the device in its query; `undefined` where it names none after `#`. */
export function withDeviceInQuery(address: string): string | undefined {
  const url = new URL(address);
  const hash = new URLSearchParams(url.hash.slice(1));
  const device = hash.get(deviceName);
  if (device === null) return undefined;
  url.searchParams.set(deviceName, device);
  // The rest keeps its spelling.
  url.hash = url.hash
    .slice(1)
    .split("&")
    .filter((part) => !part.startsWith(`${deviceName}=`))
    .join("&");
  return url.href;
}
