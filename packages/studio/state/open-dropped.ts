import type { GivenFile } from "../workers/trainer/trainer-api.ts";
import { openFolders, openSavedWeights, openStudyFolder } from "./open-dialog.ts";
import type { OpenedFolder } from "./open-run.ts";
import { folderOf, whatIsDropped } from "./what-is-dropped.ts";

/** Opens runs, a study or saved weights among dropped or chosen files; data are left to others. True where it took them. */
export async function openDropped(files: readonly GivenFile[]): Promise<boolean> {
  const dropped = whatIsDropped(files.map(({ path }) => path));
  const byPath = new Map(files.map(({ path, content }) => [path, content]));
  const folder = (path: string): OpenedFolder => ({ path, read: (file) => bytesOf(byPath.get(path + file)) });
  switch (dropped.kind) {
    case "data":
      return false;
    case "run":
      await openFolders(dropped.folders.map(folder));
      return true;
    case "study": {
      const inRuns = `${dropped.folder}runs/`;
      const runs = files
        .map(({ path }) => path)
        .filter((path) => path.startsWith(inRuns) && path.endsWith("/run.json"))
        .map((path) => folderOf(path).slice(inRuns.length, -1));
      const report = byPath.get(`${dropped.folder}report.html`);
      await openStudyFolder(folder(dropped.folder), {
        runs: new Map(runs.map((id) => [id, folder(`${inRuns}${id}/`)])),
        ...(report === undefined
          ? {}
          : { report: URL.createObjectURL(new Blob([report], { type: "text/html" })) }),
      });
      return true;
    }
    case "weights":
      for (const path of dropped.files) await openSavedWeights(path, () => bytesOf(byPath.get(path)));
      return true;
  }
}

async function bytesOf(content: Blob | undefined): Promise<Uint8Array | undefined> {
  return content === undefined ? undefined : new Uint8Array(await content.arrayBuffer());
}
