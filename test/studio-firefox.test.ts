import { expect, test } from "vitest";
import { firefoxPath, launchFirefox } from "./support/firefox.ts";
import { startStudioServer } from "./support/studio.ts";

// The first minute in Firefox: it opens, trains, and what it draws is renewed. Debian: apt-get install firefox-esr.

const timeout = 300_000;

test.skipIf(firefoxPath === undefined)(
  "in Firefox, where there is one, a first visit is alive and trains with threads, and its pictures change; nothing is wrong on the console",
  async () => {
    await using studio = await startStudioServer();
    const browser = await launchFirefox(firefoxPath as string);
    try {
      const page = await browser.newPage();
      // One of them is the page's own.
      await page.evaluateOnNewDocument(() =>
        Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => 3 }),
      );
      page.setDefaultTimeout(timeout);
      const problems: string[] = [];
      const hosts = new Set<string>();
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text());
      });
      page.on("request", (request) => {
        const { protocol, host } = new URL(request.url());
        if (protocol.startsWith("http")) hosts.add(host);
      });
      await page.setViewport({ width: 1280, height: 720 });
      await page.goto(studio.url);
      const textOf = (selector: string): Promise<string> =>
        page.$eval(selector, (element) => element.textContent ?? "");
      await expect
        .poll(() => textOf(".progress-line .standing").catch(String))
        .toMatch(/^Came with the page, trained/);
      await page.locator('button.train-button[aria-disabled="false"]').click();
      const renewals = (): Promise<number> =>
        page.$eval("[data-renewals]", (element) => Number((element as HTMLElement).dataset["renewals"]));
      await expect.poll(() => textOf(".progress-line .standing")).toMatch(/images\/s|^Done/);
      const before = await renewals();
      await expect.poll(() => textOf(".progress-line .standing"), { timeout }).toMatch(/^Done: 10 epochs in/);
      // While it learnt and when it was done: more often than once.
      expect(await renewals()).toBeGreaterThan(before + 1);
      expect(await textOf(".engine")).toMatch(/WebAssembly, 2 threads/);
      await expect.poll(() => textOf("#scatter-share")).toMatch(/^10,000 test images/);
      expect(problems).toEqual([]);
      expect([...hosts]).toEqual([new URL(studio.url).host]);
    } finally {
      await browser.close();
    }
  },
  timeout,
);
