import { expect, test } from "vitest";
import { askedDevice, withDevice, withDeviceInQuery } from "./asked-device.ts";

const page = "http://localhost:4870/lab/";

test.each([
  ["", "auto"],
  ["?device=webgpu#model=deep", "webgpu"],
  ["?device=webassembly", "wasm"],
  ["?device=wasm", "wasm"],
])("%s asks for %s", (rest, device) => {
  expect(askedDevice(`${page}${rest}`)).toBe(device);
});

test("a device that there is not is told, also one that objects have", () => {
  for (const word of ["cuda", "constructor"]) {
    expect(() => askedDevice(`${page}?device=${word}`)).toThrow(
      `device: expected webgpu, wasm or auto, found "${word}"; the page chooses one itself`,
    );
  }
});

test("a device among the settings goes into the query, and the settings stay as they are written", () => {
  expect(withDeviceInQuery(`${page}#model=deep&device=webgpu&penalty=l1:0.1&hidden=8,4`)).toBe(
    `${page}?device=webgpu#model=deep&penalty=l1:0.1&hidden=8,4`,
  );
  expect(withDeviceInQuery(`${page}?device=webgpu#device=webassembly`)).toBe(`${page}?device=webassembly`);
  expect(withDeviceInQuery(`${page}?device=webgpu#model=deep`)).toBeUndefined();
});

test("a device that is chosen is asked for by the address, and the page's own choice by nothing", () => {
  expect(withDevice(`${page}#model=deep`, "webgpu")).toBe(`${page}?device=webgpu#model=deep`);
  expect(withDevice(`${page}?device=webgpu#model=deep`, "wasm")).toBe(`${page}?device=wasm#model=deep`);
  expect(withDevice(`${page}?device=wasm#model=deep`, "auto")).toBe(`${page}#model=deep`);
});
