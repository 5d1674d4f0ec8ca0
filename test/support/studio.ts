import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { startCommand } from "./command.ts";
import { digitsFolder } from "./digits.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Where screenshots go: looked at by people, and kept by who runs the tests. */
export const artefacts: string = join(import.meta.dirname, "..", "..", "artefacts");

/** A page of the studio, and all that it did that it should not have. */
export interface StudioPage {
  readonly page: Page;
  /** What went wrong in the page: exceptions, errors on its console, broken policies. */
  readonly problems: readonly string[];
  /** The hosts that were asked for something. */
  readonly hosts: ReadonlySet<string>;
}

export interface StudioOptions {
  readonly dataDir?: string;
  /** The folder of runs. */
  readonly runs?: string;
  readonly cwd?: string;
}

/** `hourglass studio` with a browser. */
export interface Studio extends AsyncDisposable {
  readonly url: string;
  /** Another one where the first has crashed, so that a test can be tried again. */
  browser(): Promise<Browser>;
  /** @param link what follows the address: `#model=deep` */
  open(link?: string, options?: PageOptions): Promise<StudioPage>;
}

/** `hourglass studio`, without a browser. */
export async function startStudioServer({
  dataDir,
  runs,
  cwd,
}: StudioOptions = {}): Promise<AsyncDisposable & { readonly url: string }> {
  const words = ["studio", "--port", "0", "--no-open", ...(runs === undefined ? [] : ["--runs", runs])];
  const command = startCommand(words, {
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(cwd === undefined ? {} : { cwd }),
  });
  return {
    url: await addressOf(command.process.stdout),
    [Symbol.asyncDispose]: async () => {
      await command.end("SIGINT");
    },
  };
}

async function startStudio(options: StudioOptions = {}): Promise<Studio> {
  let launched = launchBrowser();
  const browser = async (): Promise<Browser> => {
    if (!(await launched).isConnected()) launched = launchBrowser();
    return launched;
  };
  await launched;
  const server = await startStudioServer(options);
  const { url } = server;
  return {
    url,
    browser,
    open: async (link = "", context = {}) => openPage(await browser(), `${url}${link}`, context),
    [Symbol.asyncDispose]: async () => {
      await (await launched).close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** The folder that the studio is started in, and that of its data. */
export interface StudioPlace {
  readonly cwd: string;
  readonly dataDir: string;
}

/**
 * `hourglass studio` in a folder of its own, with the generated digits.
 * @param prepare what is done there before it starts
 */
export async function startStudioOnDigits(
  prepare: (place: StudioPlace) => Promise<void> = () => Promise.resolve(),
): Promise<Studio & StudioPlace> {
  const folder = await temporaryFolder();
  const place = { cwd: folder.path, dataDir: await digitsFolder() };
  await prepare(place);
  const studio = await startStudio(place);
  return {
    ...studio,
    ...place,
    [Symbol.asyncDispose]: async () => {
      await studio[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function addressOf(stdout: NodeJS.ReadableStream | null): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    stdout?.on("data", (part: string) => {
      text += part;
      const [address] = /http:\/\/\S+/.exec(text) ?? [];
      if (address !== undefined) resolve(address);
    });
    stdout?.on("end", () => reject(new Error(`the studio ended without an address:\n${text}`)));
  });
}

export interface PageOptions extends BrowserContextOptions {
  /**
   * As many cores the page is told that there are: one unless given. Two files of tests share the cores of a small machine, and threads that
   * wait for one another there take several times as long as one alone.
   */
  readonly cores?: number;
}

/** Opens an address in a window of its own, and watches it. */
export async function openPage(
  browser: Browser,
  address: string,
  { cores = 1, ...options }: PageOptions = {},
): Promise<StudioPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
  await context.addInitScript((count) => {
    Object.defineProperty(Navigator.prototype, "hardwareConcurrency", { get: () => count });
  }, cores);
  // Machines with other work are slow: a wait ends late rather than for that reason.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const problems: string[] = [];
  const hosts = new Set<string>();
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http") || protocol.startsWith("ws")) hosts.add(host);
  });
  await page.goto(address);
  return { page, problems, hosts };
}

/** What a canvas shows: red, green and blue of every pixel, in [0, 1]. */
export async function pixelsOf(canvas: Locator): Promise<Float64Array> {
  const bytes = await canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const data = (element as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data;
    return [...(data ?? [])];
  });
  return Float64Array.from(
    bytes.filter((_, index) => index % 4 !== 3),
    (value) => value / 255,
  );
}

/** Mean squared difference of two pictures of one size. */
export function pictureDistance(one: Float64Array, other: Float64Array): number {
  if (one.length !== other.length || one.length === 0)
    throw new Error(`${one.length} and ${other.length} values`);
  return one.reduce((sum, value, index) => sum + (value - (other[index] as number)) ** 2, 0) / one.length;
}

/** The standard deviation of a picture's values: 0 where nothing was drawn. */
export function contrastOf(pixels: Float64Array): number {
  const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
  return Math.sqrt(pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length);
}

/** Keeps what a page looks like. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await mkdir(artefacts, { recursive: true });
  await page.screenshot({ path: join(artefacts, `${name}.png`), fullPage: true });
}

/** Presses Train and waits for the end. */
export async function trainToTheEnd(page: Page, timeout: number): Promise<void> {
  const train = page.getByRole("button", { name: "Train", exact: true });
  await train.and(page.locator("[aria-disabled=false]")).click({ timeout });
  await page.getByRole("button", { name: trainedOn }).waitFor({ timeout });
}

/** What the button of the training says once it is over. */
export const trainedOn: RegExp = /^Train (further|again)$/;
