import { resolve } from "node:path";
import { catalogue } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { checkEntry } from "hourglass-lab/internal/data/catalogue/entry-files.ts";
import { cacheGenerated, generateContent } from "hourglass-lab/internal/data/catalogue/generated.ts";
import { type FolderLock, lockFolder } from "hourglass-lab/internal/data/files/lock.ts";

/** Where tools keep their caches in a checkout. */
const folder = resolve("node_modules", ".cache", "hourglass");

/** A folder of data sets that has the built-in digits: drawn once a checkout, as that takes some seconds. */
export async function digitsFolder(): Promise<string> {
  if (await hasDigits()) return folder;
  const lock = await waitForLock();
  try {
    if (!(await hasDigits())) {
      await cacheGenerated(catalogue.digits, await generateContent(catalogue.digits, {}), folder, {});
    }
  } finally {
    await lock.release();
  }
  return folder;
}

async function hasDigits(): Promise<boolean> {
  const checks = await checkEntry(catalogue.digits, folder);
  return checks.every(({ status }) => status === "right");
}

/** Test files run in processes of their own: the first draws, the others wait. */
async function waitForLock(): Promise<FolderLock> {
  for (;;) {
    try {
      return await lockFolder(folder);
    } catch (error) {
      if (!(error as Error).message.includes("in use by another process")) throw error;
      await new Promise((resume) => setTimeout(resume, 200));
    }
  }
}
