import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { say } from "./terminal.ts";

/** The address of a file as terminals open it: absolute, and without a character at which they would end it. */
export function fileLink(path: string, windows: boolean = process.platform === "win32"): string {
  const absolute = windows === (process.platform === "win32") ? resolve(path) : path;
  return pathToFileURL(absolute, { windows }).href.replaceAll(
    /['()[\]*!~|^,;]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Opens an address in the browser; a machine without one has the address on its terminal. */
export async function openInBrowser(url: string): Promise<void> {
  const { default: open } = await import("open");
  const failed = (): void => {
    say("No browser could be opened: open the address yourself");
  };
  try {
    const browser = await open(url);
    browser.once("error", failed);
  } catch {
    failed();
  }
}
