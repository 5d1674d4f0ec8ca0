import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { catalogue } from "../../src/data/catalogue.ts";
import { findEntry } from "../../src/data/entry-files.ts";
import { fetchDataset } from "../../src/data/fetch.ts";
import { type FolderLock, lockFolder } from "../../src/run/lock.ts";

/**
 * A folder of data sets that has the built-in digits: drawn once a machine, as that takes some seconds, and kept in the
 * system's folder for temporary files. Whoever loads them verifies them.
 */
export async function digitsFolder(): Promise<string> {
  const folder = join(tmpdir(), `hourglass-digits-${userInfo().uid}`);
  if ((await findEntry(catalogue.digits, folder)) === folder) return folder;
  const lock = await waitForLock(folder);
  try {
    await fetchDataset("digits", { dataDir: folder });
  } finally {
    await lock.release();
  }
  return folder;
}

/** Test files run in processes of their own: the first draws, the others wait. */
async function waitForLock(folder: string): Promise<FolderLock> {
  for (;;) {
    try {
      return await lockFolder(folder);
    } catch (error) {
      if (!(error as Error).message.includes("in use by another process")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
