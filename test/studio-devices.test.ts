import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./support/browser.ts";
import { type PlainHost, plainStudio } from "./support/plain-host.ts";
import { openPage, trainedOn, trainToTheEnd } from "./support/studio.ts";
import { buttonOf } from "./support/studio-page.ts";

// What does the arithmetic of the page: WebGPU, here in software, and WebAssembly learn the same; and the page says which it is, and why.

/** Software takes half a minute for what graphics processors do in a second, most of it to compile shaders. */
const timeout = 600_000;

let host: PlainHost;
let withWebGpu: Browser;

beforeAll(async () => {
  host = await plainStudio();
  withWebGpu = await launchBrowser(["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"]);
}, timeout);

afterAll(async () => {
  await withWebGpu.close();
  await host[Symbol.asyncDispose]();
});

const few = "dataset=digits&batchSize=32&epochs=2&trainingImages=96&seed=3";
const convolutional = `${few}&model=convolutional&latentSize=4&filters=4&validation=0`;
const variational = `${few}&model=variational&latentSize=2&hidden=&validation=32`;

/** All the losses of a training, an epoch after the other, in all their digits. */
async function lossesOf(page: Page, count: number): Promise<readonly number[]> {
  const losses = page.locator(".loss-table data");
  if (!(await losses.first().isVisible())) await page.getByText("Losses as a table").click();
  await expect.poll(() => losses.count()).toBe(count);
  return losses.evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)));
}

/** What both models cost while they learn on a device. */
async function trainBoth(device: string): Promise<readonly number[]> {
  // One thread: with more they wait for the graphics processor by turning in circles.
  const { page } = await openPage(withWebGpu, `${host.url}?device=${device}#${convolutional}`, {
    serviceWorkers: "block",
  });
  await trainToTheEnd(page, timeout);
  const first = await lossesOf(page, 2);
  await page.evaluate((link) => {
    location.hash = link;
  }, variational);
  await page.getByText(/^Ready: 2 epochs of 96 images/).waitFor({ timeout });
  await buttonOf(page, "Train").click();
  await page.getByRole("button", { name: trainedOn }).waitFor({ timeout });
  const second = await lossesOf(page, 4);
  const name = device === "webgpu" ? "WebGPU" : "WebAssembly";
  await page.getByText(`the address asks for ${name}`).waitFor();
  await page.context().close();
  return [...first, ...second];
}

test(
  "a convolutional and a variational model cost the same on WebGPU as in WebAssembly, to 1e-4",
  async () => {
    const [graphics, processor] = [await trainBoth("webgpu"), await trainBoth("wasm")];
    expect(graphics).toHaveLength(6);
    // To the bit they are not: sums are of another order, and one that is not shows that WebGPU was not asked.
    expect(graphics).not.toEqual(processor);
    for (const [at, loss] of processor.entries()) {
      expect(Math.abs(graphics[at]! - loss) / loss, `loss ${at}: ${graphics[at]}, ${loss}`).toBeLessThan(
        1e-4,
      );
    }
  },
  timeout,
);

test(
  "the menu beside the words on the engine chooses another device, and the address keeps it",
  async () => {
    const { page } = await openPage(withWebGpu, `${host.url}#${variational}`, { serviceWorkers: "block" });
    const menu = page.locator(".engine-device select");
    await page.getByText("this browser has WebGPU in software alone, which is slower").waitFor({ timeout });
    expect(await menu.inputValue()).toBe("auto");
    await menu.selectOption("webgpu");
    await page.getByText("the address asks for WebGPU").waitFor({ timeout });
    expect(await menu.inputValue()).toBe("webgpu");
    expect(new URL(page.url()).searchParams.get("device")).toBe("webgpu");
    await menu.selectOption("auto");
    await page.getByText("this browser has WebGPU in software alone, which is slower").waitFor({ timeout });
    expect(new URL(page.url()).searchParams.get("device")).toBeNull();
    await page.context().close();
  },
  timeout,
);
