import * as z from "zod";

/** What does the arithmetic: the processor, a graphics processor through WebGPU, or the processor through WebAssembly. */
export type Device = "cpu" | "webgpu" | "wasm";

export const deviceNames: readonly [Device, ...Device[]] = ["cpu", "webgpu", "wasm"];

/** As it is called in sentences. */
export const deviceTitles: Readonly<Record<Device, string>> = {
  cpu: "the processor",
  webgpu: "WebGPU",
  wasm: "WebAssembly",
};

/** A device, or `auto`: the one that is faster for what is to be trained. */
export type DeviceChoice = Device | "auto";

export const deviceSchema: z.ZodType<Device> = z.enum(deviceNames);

export const deviceChoiceSchema: z.ZodType<DeviceChoice> = z.enum([...deviceNames, "auto"]);

/** That of a runtime by its description, for what was stored before a device was. */
export function deviceOfDescription(description: string): Device {
  return description.includes("WebAssembly") ? "wasm" : description.includes("WebGPU") ? "webgpu" : "cpu";
}
