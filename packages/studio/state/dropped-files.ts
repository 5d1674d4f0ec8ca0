import type { GivenFile } from "../workers/trainer/trainer-api.ts";

/** Files that a person chose by a button, with their paths where they chose a folder. */
export function chosenFiles(list: FileList | null): readonly GivenFile[] {
  return Array.from(list ?? [], (file) => ({
    path: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath,
    content: file,
  })).filter(isShown);
}

/**
 * Files that were dropped, folders with all that is in them. Call it in the event's handler: what was dropped is gone after it.
 */
export async function droppedFiles(dropped: DataTransfer): Promise<readonly GivenFile[]> {
  const found = await Promise.all(Array.from(dropped.items, filesOf));
  return found.flat().filter(isShown);
}

/** What the files are called together: their folder, or the first of them. */
export function nameOfFiles(files: readonly GivenFile[]): string {
  const [first] = files;
  if (first === undefined) return "";
  const folder = first.path.split("/")[0] as string;
  const isFolder = first.path.includes("/") && files.every(({ path }) => path.startsWith(`${folder}/`));
  return isFolder ? folder : first.path;
}

/** File managers leave hidden files in folders, such as `.DS_Store`. */
function isShown({ path }: GivenFile): boolean {
  return !path.split("/").some((part) => part.startsWith("."));
}

/** Synchronous up to the entry: later there is none. */
function filesOf(item: DataTransferItem): Promise<readonly GivenFile[]> {
  const entry = item.webkitGetAsEntry();
  if (entry !== null) return filesUnder(entry);
  const file = item.getAsFile();
  return Promise.resolve(file === null ? [] : [{ path: file.name, content: file }]);
}

async function filesUnder(entry: FileSystemEntry): Promise<readonly GivenFile[]> {
  // Paths of entries begin with a slash.
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const content = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path, content }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const children: FileSystemEntry[] = [];
  // A reader gives some at a time, and none when it is done.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    children.push(...some);
  }
  const found = await Promise.all(children.map(filesUnder));
  return found.flat();
}
