import type { Locator, Page } from "playwright-core";
import { plainPng } from "./own-files.ts";

/** What the page tells until it is dismissed. */
export const noticeOf = (page: Page): Locator => page.locator(".notice");

/** Where data of one's own are chosen. */
export const fileInput = (page: Page): Locator =>
  page.locator("#experiment input[type=file]:not([webkitdirectory])");

export const buttonOf = (page: Page, name: string): Locator =>
  page.getByRole("button", { name, exact: true });

/** A file as a browser's input takes it. */
export interface InputFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Plain pictures of 20 x 20 pixels, one of each gray. */
export function plainPictures(...values: readonly number[]): InputFile[] {
  return values.map((value) => ({
    name: `${value}.png`,
    mimeType: "image/png",
    buffer: Buffer.from(plainPng(value, 20, 20)),
  }));
}
