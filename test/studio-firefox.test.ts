import { expect, test } from "vitest";
import { firefoxPath, launchFirefox } from "./support/firefox.ts";
import { startStudioServer } from "./support/studio.ts";

// The first minute in Firefox: it opens, trains, and what it draws is renewed. Debian: apt-get install firefox-esr.

const timeout = 300_000;

test.skipIf(firefoxPath === undefined)(
  "in Firefox, where there is one, a first visit is alive, and a model trains with threads, and its pictures change; nothing is wrong on the console",
  async () => {
    await using studio = await startStudioServer();
    const browser = await launchFirefox(firefoxPath as string);
    try {
      const page = await browser.newPage();
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
      // What came with the page is there at once; what is trained here is little.
      await page.waitForFunction(() => document.body.textContent?.includes("Came with the page, trained"));
      await page.goto("about:blank");
      await page.goto(
        `${studio.url}#dataset=digits&model=vanilla&latentSize=8&epochs=3&trainingImages=2000&validation=500&seed=1`,
      );
      await page.waitForFunction(() => document.body.textContent?.includes("Ready: 3 epochs"));
      await page.locator('button.train-button[aria-disabled="false"]').click();
      const textOf = (selector: string): Promise<string> =>
        page.$eval(selector, (element) => element.textContent ?? "");
      const renewals = (): Promise<number> =>
        page.$eval("[data-renewals]", (element) => Number((element as HTMLElement).dataset["renewals"]));
      await expect.poll(() => textOf(".progress-line .standing")).toMatch(/images\/s|^Done/);
      const before = await renewals();
      await expect.poll(() => textOf(".progress-line .standing"), { timeout }).toMatch(/^Done: 3 epochs in/);
      // While it learnt and when it was done: more often than once.
      expect(await renewals()).toBeGreaterThan(before + 1);
      expect(await textOf(".engine")).toMatch(/WebAssembly, [2-8] threads/);
      await expect.poll(() => textOf("#scatter-share")).toMatch(/^10,000 test images/);
      expect(problems).toEqual([]);
      expect([...hosts]).toEqual([new URL(studio.url).host]);
    } finally {
      await browser.close();
    }
  },
  timeout,
);
