// Takes the pictures of the studio that stand in docs/images/studio, of which the README shows one, in Chromium:
//   npm run studio-pictures [-- NAME ...]
// Some two minutes on two cores. What they show is what the page shows: nothing is drawn for them.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";
import { chromiumPath } from "../bench/studio/browser.js";
import { startStudio } from "../bench/studio/server.js";

/** @import { BrowserContextOptions, Page } from "playwright-core" */

const folder = "docs/images/studio";
const patience = { timeout: 300_000 };

const pictureOf = (/** @type {string} */ name) => ({ path: `${folder}/${name}.png` });

/** @param {Page} page */
const train = (page) => page.locator("button.train-button[aria-disabled=false]").click(patience);
/** @param {Page} page */
const isDone = (page) => page.locator(".progress-line .standing", { hasText: /^Done/ }).waitFor(patience);
/** @param {Page} page */
const isMeasured = async (page) => {
  await page.getByText("On 10,000 images that it has never seen").waitFor(patience);
  const steps = page.locator(".next-step");
  for (const step of await steps.all()) await step.locator(".next-seconds").waitFor(patience);
};

/**
 * Each with the link and the window that it is taken in, and what is done before.
 * @type {readonly { name: string, link?: string, window: BrowserContextOptions, act: (page: Page) => Promise<unknown> }[]}
 */
const pictures = [
  { name: "first-visit", window: size(1280, 720), act: isMeasured },
  { name: "first-visit-dark", window: { ...size(1440, 900), colorScheme: "dark" }, act: isMeasured },
  { name: "phone", window: { ...size(390, 844), hasTouch: true, isMobile: true }, act: isMeasured },
  { name: "tablet", window: { ...size(820, 1180), hasTouch: true }, act: isMeasured },
  { name: "wide", window: size(2560, 1440), act: isMeasured },
  {
    name: "training",
    window: size(1280, 720),
    act: async (page) => {
      await train(page);
      await page.getByText(/^Epoch [3-9] of 10/).waitFor(patience);
    },
  },
  {
    name: "trained",
    window: size(1440, 1180),
    act: async (page) => {
      await train(page);
      await isDone(page);
      await isMeasured(page);
    },
  },
  {
    name: "layer",
    link: "#dataset=digits&model=convolutional&latentSize=16&filters=8,16&trainingImages=2000&validation=500&epochs=12&batchSize=32&learningRate=0.003&seed=1",
    window: size(1280, 1100),
    act: async (page) => {
      await train(page);
      await isDone(page);
      await isMeasured(page);
      await page.locator(".machine-column").first().click();
      await page.waitForTimeout(1000);
    },
  },
  {
    name: "changed-on-the-way",
    link: "#dataset=digits&model=denoising&latentSize=32&trainingImages=5000&validation=500&epochs=30&seed=1",
    window: size(1440, 1000),
    act: async (page) => {
      await train(page);
      await page.getByText(/^Epoch ([5-9]|1\d) of 30/).waitFor(patience);
      const rate = page.getByLabel("Learning rate", { exact: true }).first();
      await rate.fill("0.01");
      await rate.press("Enter");
      await isDone(page);
      await page.locator("#learning").evaluate((part) => part.scrollIntoView());
    },
  },
  {
    name: "draw",
    window: size(1280, 800),
    act: async (page) => {
      await isMeasured(page);
      await page.getByRole("button", { name: "Go to Draw" }).click();
      const board = page.getByRole("application", { name: /^Drawing/ });
      await page.waitForTimeout(1000);
      const box = await board.boundingBox();
      if (box === null) throw new Error("the page shows no board to draw on");
      // A three: two arcs.
      const at = (/** @type {number} */ across, /** @type {number} */ down) =>
        /** @type {const} */ ([box.x + box.width * across, box.y + box.height * down]);
      await page.mouse.move(...at(0.36, 0.3));
      await page.mouse.down();
      for (const middle of [0.36, 0.6]) {
        for (let step = 0; step <= 12; step++) {
          const angle = (-0.8 + (1.3 * step) / 12) * Math.PI;
          await page.mouse.move(...at(0.48 + 0.14 * Math.cos(angle), middle + 0.13 * Math.sin(angle)));
        }
      }
      await page.mouse.up();
      await page.waitForTimeout(1500);
    },
  },
  {
    name: "compare",
    window: size(1280, 1000),
    act: async (page) => {
      await train(page);
      await isDone(page);
      await page.getByRole("button", { name: "Go to Compare" }).click();
      await page.getByRole("table", { name: "Test errors" }).waitFor(patience);
      await page.waitForTimeout(3000);
    },
  },
  {
    name: "explore",
    window: size(1280, 900),
    act: async (page) => {
      await isMeasured(page);
      await page.getByRole("button", { name: "Go to Explore" }).click();
      await page.waitForTimeout(3000);
    },
  },
];

/**
 * @param {number} width
 * @param {number} height
 * @returns {BrowserContextOptions}
 */
function size(width, height) {
  return { viewport: { width, height }, reducedMotion: "reduce" };
}

/** All of them unless some are named. */
const asked = process.argv.slice(2);
const unknown = asked.find((one) => !pictures.some(({ name }) => name === one));
if (unknown !== undefined) {
  const names = pictures.map(({ name }) => name).join(", ");
  process.stderr.write(`studio-pictures: expected some of ${names}, found "${unknown}"\n`);
  process.exit(2);
}

mkdirSync(folder, { recursive: true });
const studio = await startStudio(undefined);
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
try {
  for (const { name, link = "", window, act } of pictures) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    const context = await browser.newContext(window);
    const page = await context.newPage();
    await page.goto(`${studio.url}${link}`);
    await act(page);
    await page.screenshot(pictureOf(name));
    process.stdout.write(`${folder}/${name}.png\n`);
    await context.close();
  }
} finally {
  await browser.close();
  await studio.end();
}
