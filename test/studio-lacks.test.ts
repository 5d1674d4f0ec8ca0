import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPage, type Studio, startStudioOnDigits, trainToTheEnd } from "./support/studio.ts";
import { fileInput, noticeOf } from "./support/studio-page.ts";

// What the page does where a browser lacks something: it says what, and what to do, and goes on where it can.

/** Some seconds on an idle machine. */
const timeout = 300_000;
const link = "#dataset=digits&model=vanilla&latentSize=4&epochs=2&trainingImages=2000&validation=500&seed=5";

let studio: Studio;

beforeAll(async () => {
  studio = await startStudioOnDigits();
}, timeout);

afterAll(() => studio[Symbol.asyncDispose]());

/** A page of a browser that lacks something, which `lack` takes away before the page's own script. */
async function openWithout(
  lack: () => void,
  asked = "",
): Promise<{ page: Page; problems: readonly string[] }> {
  const { page, problems } = await openPage(await studio.browser(), "about:blank");
  // Workers have globals of their own: what decodes pictures there is taken away by their own script.
  await page.context().route("**/trainer-*.js", async (route) => {
    const response = await route.fetch();
    const body = `delete globalThis.OffscreenCanvas;\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
  await page.addInitScript(lack);
  await page.goto(`${studio.url}${link}${asked}`);
  return { page, problems };
}

describe("what nothing can be computed without is named, with what to do", () => {
  test.each<[what: string, lack: () => void, words: RegExp]>([
    [
      "WebAssembly",
      () => Reflect.deleteProperty(globalThis, "WebAssembly"),
      /gives the page no WebAssembly.*allow it for this page, or open the page in another browser/,
    ],
    [
      "SIMD of WebAssembly",
      () => {
        WebAssembly.validate = () => false;
      },
      /WebAssembly lacks SIMD.*update this browser, or open the page in another one/,
    ],
    [
      "web workers",
      () => Reflect.deleteProperty(globalThis, "Worker"),
      /gives the page no web workers.*allow them for this page, or open the page in another browser/,
    ],
    [
      "web workers of modules",
      () => {
        const Native = Worker;
        // What a browser does that has never heard of modules.
        globalThis.Worker = class extends Native {
          constructor(address: string | URL) {
            super(address);
          }
        };
      },
      /starts no web workers of modules.*update this browser, or open the page in another one/,
    ],
  ])(
    "%s",
    async (_, lack, words) => {
      const { page, problems } = await openWithout(lack);
      const standing = page.locator(".standing").and(page.getByRole("alert")).filter({ hasText: words });
      await standing.waitFor({ timeout });
      await standing.getByRole("button", { name: "Load the page again" }).waitFor();
      expect(problems).toEqual([]);
      await page.context().close();
    },
    timeout,
  );
});

test(
  "without WebGPU, storage, shared memory, clipboard and what decodes pictures the page trains, and says what is not there where it is missed",
  async () => {
    const { page, problems } = await openWithout(() => {
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new DOMException("The operation is insecure.", "SecurityError");
          },
        });
      }
      for (const name of ["SharedArrayBuffer", "OffscreenCanvas", "createImageBitmap"]) {
        Reflect.deleteProperty(globalThis, name);
      }
      for (const name of ["clipboard", "serviceWorker"]) {
        Object.defineProperty(Navigator.prototype, name, { get: () => undefined });
      }
    }, "&device=webgpu");
    await noticeOf(page)
      .filter({ hasText: "WebGPU was asked for, but this browser has none: WebAssembly trains instead." })
      .waitFor({ timeout });
    expect(new URL(page.url()).search).toBe("?device=webgpu");
    await page.getByText(/WebAssembly, 1 thread\b/).waitFor({ timeout });
    await page.getByText("this host does not allow more").click();
    await page.getByText(/has no memory that threads can share/).waitFor();
    await trainToTheEnd(page, timeout);
    await page.getByLabel("Theme").selectOption("dark");
    await noticeOf(page).filter({ hasText: "lets the page store nothing: the theme holds until" }).waitFor();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.getByRole("banner").getByRole("button", { name: "Copy link" }).click();
    const copied = `The link to this experiment: ${studio.url}?device=webgpu#dataset=digits`;
    await noticeOf(page).filter({ hasText: copied }).waitFor();
    const photograph = { name: "photo.jpeg", mimeType: "image/jpeg", buffer: Buffer.from([255, 216, 255]) };
    await fileInput(page).setInputFiles(photograph);
    await noticeOf(page)
      .filter({ hasText: "photo.jpeg: expected PNG files only; convert it to PNG" })
      .waitFor();
    expect(problems).toEqual([]);
    await page.context().close();
  },
  timeout,
);
