import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import type { ServedError, ServedRun, ServedRuns, ServedStudy } from "hourglass-lab/internal/server/api.ts";
import { choose } from "./actions.ts";
import { askServer } from "./ask-server.ts";
import { addKept } from "./kept-models.ts";
import { messageOf, tell } from "./notice.ts";
import { experimentOfModel } from "./open-experiment.ts";
import type { OpenedFolder } from "./open-run.ts";
import {
  experiment,
  type KeptModel,
  loadedData,
  type OpenDialog,
  type OpenedRun,
  offeredData,
  openDialog,
} from "./session.ts";

// Opening finished runs and studies. What reads their files is loaded when it is first needed.

function change(changes: Partial<OpenDialog>): void {
  openDialog.value = { ...openDialog.value, ...changes };
}

/** Shows the dialog, with what the server has by now. */
export async function showOpenDialog(): Promise<void> {
  openDialog.value = { ...withoutProblem(), shown: true, opened: [] };
  const offered = await askServer<ServedRuns>("api/runs", document.baseURI);
  if (offered !== undefined) change({ offered });
}

export function closeOpenDialog(): void {
  change({ shown: false });
}

/** Back from a study to the list. */
export function leaveStudy(): void {
  const { study, ...dialog } = withoutProblem();
  if (study?.report?.startsWith("blob:")) URL.revokeObjectURL(study.report);
  openDialog.value = dialog;
}

function withoutProblem(): Omit<OpenDialog, "problem"> {
  const { problem: _, ...dialog } = openDialog.value;
  return dialog;
}

/** Reads something, told in the dialog while it lasts and where it fails. */
async function reading(what: string, work: () => Promise<void>): Promise<void> {
  openDialog.value = { ...withoutProblem(), shown: true, busy: what };
  let problem: string | undefined;
  try {
    await work();
  } catch (error) {
    problem = messageOf(error);
  }
  const { busy: _, ...dialog } = openDialog.value;
  openDialog.value = problem === undefined ? dialog : { ...dialog, problem };
}

/** Opens runs, one after the other. */
export async function openFolders(folders: readonly OpenedFolder[]): Promise<void> {
  for (const folder of folders) await openOneRun(folder);
}

async function openOneRun(folder: OpenedFolder, title?: string): Promise<void> {
  await reading(folder.path || "a run", async () => {
    requireData();
    const { openRun } = await import("./open-run.ts");
    const { model, summary } = await openRun(folder);
    const id = await addKept({ ...model, title: title ?? model.title });
    const { name, title: dataTitle, checksums } = summary.dataset;
    noteOpened({ id, data: { name, title: dataTitle, shape: model.sampleShape, checksums } });
  });
}

/** Opens weights that were saved without their run. */
export async function openSavedWeights(
  file: string,
  read: () => Promise<Uint8Array | undefined>,
): Promise<void> {
  await reading(file, async () => {
    requireData();
    const { openWeights } = await import("./open-run.ts");
    noteOpened({ id: await addKept(openWeights((await read()) ?? new Uint8Array(), file)) });
  });
}

/** Models are shown by the samples that they rebuild. */
function requireData(): void {
  if (loadedData.value !== undefined) return;
  throw new Error("there are no images to show a model with: choose data first, then open it again");
}

function noteOpened(run: OpenedRun): void {
  change({ opened: [...openDialog.value.opened, run] });
}

/** The data that an opened run was trained on, where they are not those that are loaded now. */
export function otherDataOf({ data }: OpenedRun): OpenedRun["data"] {
  const loaded = loadedData.value;
  return data === undefined || (loaded !== undefined && sameFiles(loaded.checksums, data.checksums))
    ? undefined
    : data;
}

function sameFiles(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return Object.entries(b).every(([file, sum]) => a[file] === sum);
}

/** Opens a study: its numbers in the dialog, its runs one by one from there. */
export async function openStudyFolder(
  folder: OpenedFolder,
  { runs, report }: { readonly runs: ReadonlyMap<string, OpenedFolder>; readonly report?: string },
): Promise<void> {
  await reading(folder.path || "a study", async () => {
    const { openStudy } = await import("./open-run.ts");
    const results = await openStudy(folder);
    const titleOfRun = (id: string): string => {
      const run = results.runs.find((one) => one.id === id);
      const cell = results.cells.find((one) => one.id === run?.cell);
      return cell === undefined ? id : `${cell.title}, seed ${run?.seed}`;
    };
    change({
      study: {
        results,
        ...(report === undefined ? {} : { report }),
        runs: new Set(runs.keys()),
        openRun: async (id) => {
          const run = runs.get(id);
          if (run !== undefined) await openOneRun(run, titleOfRun(id));
        },
      },
    });
  });
}

/** Opens a run or study that the server has. */
export async function openServed(found: ServedRun | ServedStudy): Promise<void> {
  if (found.kind === "run") return openOneRun(servedFolder(found.id));
  const runs = openDialog.value.offered?.runs ?? [];
  const ofStudy = runs.filter((run): run is ServedRun => run.kind === "run" && run.study === found.id);
  await openStudyFolder(servedFolder(found.id), {
    runs: new Map(ofStudy.map(({ id }) => [id.split("/").at(-1) ?? id, servedFolder(id)])),
    ...(found.files.includes("report.html") ? { report: servedFile(found.id, "report.html") } : {}),
  });
}

/** The address of a file of a run or study that the server has. */
export function servedFile(id: string, file: string): string {
  const path = `${id}/files/${file}`.split("/").map(encodeURIComponent).join("/");
  return new URL(`api/runs/${path}`, document.baseURI).href;
}

/** A server that takes longer for a file has gone. */
const patience = 60_000;

function servedFolder(id: string): OpenedFolder {
  return {
    path: `${id}/`,
    read: async (file) => {
      const response = await fetch(servedFile(id, file), { signal: AbortSignal.timeout(patience) });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      if (response.status === 404) return undefined;
      throw new Error(((await response.json()) as ServedError).error);
    },
  };
}

/** Puts the settings of a kept model into the experiment, to train it again or otherwise. */
export async function continueExperiment(model: KeptModel): Promise<void> {
  try {
    const loaded = loadedData.value;
    const requested = experimentOfModel({
      ...model,
      ...(loaded?.name === model.settings.dataset ? { count: loaded.trainCount } : {}),
    });
    const missing = offeredData.value.find(({ name }) => name === requested.dataset)?.missing;
    if (missing !== undefined) throw new Error(`${requested.dataset} is ${missing}`);
    // What the experiment says of other settings goes back to the preset's.
    const dataset = requested.dataset ?? experiment.value.dataset;
    const change = Object.fromEntries(settingNames.map((name) => [name, requested[name]]));
    // Its training is another one, whatever the settings have in common.
    await choose({ ...change, dataset }, true);
  } catch (error) {
    tell("problem", messageOf(error));
  }
}

/** Loads the data that a run was trained on. */
export async function loadDataOf(name: string): Promise<void> {
  await choose({ dataset: name });
}
