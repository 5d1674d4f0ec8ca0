import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";

/** The Firefox of this machine: that of the environment variable FIREFOX, or one in PATH; `undefined` where there is none. */
export const firefoxPath: string | undefined = process.env["FIREFOX"] ?? findFirefox();

/** Firefox without a window. Playwright drives builds of its own alone; Puppeteer drives any, by WebDriver BiDi. */
export function launchFirefox(executablePath: string): Promise<Browser> {
  return puppeteer.launch({
    browser: "firefox",
    executablePath,
    headless: true,
    timeout: 120_000,
    // It asks no other machine: by itself it would ask those of its makers.
    extraPrefsFirefox: { "network.proxy.type": 0, "network.dns.forceResolve": "127.0.0.1" },
  });
}

function findFirefox(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const files = folders.flatMap((folder) => ["firefox-esr", "firefox"].map((name) => join(folder, name)));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
