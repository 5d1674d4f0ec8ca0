import { once } from "node:events";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { findPath } from "../data/files/find-path.ts";
import { runFiles } from "../run/folder.ts";
import { blockedPorts, nextOpenPort } from "../server/blocked-ports.ts";
import { isLoopback } from "../server/guard.ts";
import { startServer } from "../server/start-server.ts";
import { studyFiles } from "../study/execution/study-folder.ts";
import { wholeNumber } from "./options/whole-number.ts";
import { interruption } from "./terminal/interruption.ts";
import { openInBrowser } from "./terminal/open-page.ts";
import { print, say } from "./terminal/terminal.ts";

export interface StudioOptions {
  readonly port?: string;
  readonly host?: string;
  readonly open: boolean;
  readonly runs?: string;
  readonly dataDir?: string;
}

/** Serves the studio until it is interrupted. Its address goes to stdout. */
export async function serveStudio(options: StudioOptions): Promise<void> {
  const { dataDir, host } = options;
  const port = options.port === undefined ? undefined : openPort(options.port);
  const [page, runs] = [await builtPage(), await runsFolder(options.runs)];
  const { signal, stop } = interruption();
  const server = await startServer({ page, runs, dataDir, host, port });
  try {
    print(server.url);
    if (host !== undefined && !isLoopback(host)) say(openToOthers(host));
    say("Ctrl-C ends it");
    if (options.open) await openInBrowser(server.url);
    if (!signal.aborted) await once(signal, "abort");
  } finally {
    await server.close();
    stop();
  }
}

/** A port that browsers open; 0 for any that is free. @throws UsageError on another */
function openPort(given: string): number {
  const port = wholeNumber("--port", given, 0, 65_535);
  if (port !== 0 && blockedPorts.has(port)) {
    throw new UsageError(
      `--port: browsers open no page on port ${port}, which belongs to another protocol (ERR_UNSAFE_PORT); ` +
        `choose another, such as ${nextOpenPort(port)}`,
    );
  }
  return port;
}

/** The folder of the built page, beside the built command. @throws HourglassError where it has not been built */
async function builtPage(): Promise<string> {
  const folder = fileURLToPath(new URL("../studio/", import.meta.url));
  const index = join(folder, "index.html");
  if ((await findPath(index)) !== undefined) return folder;
  throw new HourglassError(`the page is not built (${index} is missing): npm run build makes it`);
}

/** @throws UsageError on what cannot hold runs */
async function runsFolder(given: string | undefined): Promise<string> {
  if (given === undefined) return resolve("runs");
  if (given === "") throw new UsageError("--runs: expected a folder, found nothing");
  const found = await findPath(given);
  if (!found?.isDirectory()) throw new UsageError(`--runs: there is no folder ${given}`);
  for (const file of [runFiles.summary, studyFiles.plan]) {
    if ((await findPath(join(given, file))) !== undefined) {
      throw new UsageError(`--runs: ${given} is itself a run or a study: give the folder that holds it`);
    }
  }
  return resolve(given);
}

function openToOthers(host: string): string {
  return (
    `Whoever reaches ${host} can read the data sets and runs served here. ` +
    "Browsers on other machines train with one thread, since threads need https or localhost."
  );
}
