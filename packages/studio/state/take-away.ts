import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { LoadProgress, Takeaway } from "../workers/trainer/trainer-api.ts";
import { take } from "./actions.ts";
import { messageOf } from "./notice.ts";
import { isWithTrainer, prepared, type TrainingStatus, training } from "./session.ts";

/** A file that was made, until the weights change. */
export interface MadeFile {
  /** Says data, model and seed: `digits-vanilla-32-seed-1-encoder.onnx`. */
  readonly name: string;
  readonly content: Blob;
  /** Where the browser has it. */
  readonly address: string;
}

export type TakenState =
  | { readonly status: "none" }
  | { readonly status: "making"; readonly progress?: LoadProgress }
  | { readonly status: "made"; readonly file: MadeFile }
  | { readonly status: "failed"; readonly message: string };

/** What is quickly made, and so made as soon as training pauses: its size can be told, and it is there at once. */
export const quickFiles: readonly Takeaway[] = ["encoder", "decoder", "autoencoder", "trainer", "weights"];

const nothing: TakenState = { status: "none" };

/** The files of the model in training as it stands. */
export const takenFiles: Signal<Readonly<Partial<Record<Takeaway, TakenState>>>> = signal({});

/** Rises when the weights change: what is made of older ones is dropped. */
let generation = 0;

export function takenFile(what: Takeaway): TakenState {
  return takenFiles.value[what] ?? nothing;
}

function note(what: Takeaway, state: TakenState): void {
  takenFiles.value = { ...takenFiles.peek(), [what]: state };
}

/** Makes a file of the model, unless it is there or under way. */
export async function makeFile(what: Takeaway): Promise<void> {
  const known = takenFiles.peek()[what] ?? nothing;
  const settings = prepared.peek()?.settings;
  if (settings === undefined || known.status === "making" || known.status === "made") return;
  const mine = generation;
  note(what, { status: "making" });
  try {
    const { name, type, bytes } = await take(what, (progress) => {
      if (mine === generation && takenFiles.peek()[what]?.status === "making") {
        note(what, { status: "making", progress });
      }
    });
    if (mine !== generation) return;
    const content = new Blob([bytes], { type });
    const file = {
      name: `${fileStem(settings)}-${what}${name.slice(name.lastIndexOf("."))}`,
      ...{ content, address: URL.createObjectURL(content) },
    };
    note(what, { status: "made", file });
  } catch (error) {
    if (mine === generation) note(what, { status: "failed", message: messageOf(error) });
  }
}

/** `digits-vanilla-32-seed-1`: data, model, size of the code, seed. */
export function fileStem({ dataset, model, latentSize, seed }: Settings): string {
  const word = (text: string): string => text.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^[-.]+|-+$/g, "");
  return `${word(dataset)}-${word(model)}-${latentSize}-seed-${seed}`;
}

/** All files that are made, as one archive. They are weights for the most part, which do not get smaller: stored as they are. */
export async function makeArchive(): Promise<MadeFile | undefined> {
  const settings = prepared.peek()?.settings;
  const files = Object.values(takenFiles.peek()).flatMap((state) =>
    state.status === "made" ? [state.file] : [],
  );
  if (settings === undefined || files.length === 0) return undefined;
  const { Zip, ZipPassThrough } = await import("fflate");
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, part) => {
    if (error !== null) throw error;
    parts.push(part as Uint8Array<ArrayBuffer>);
  });
  const stem = fileStem(settings);
  for (const { name, content } of files) {
    const entry = new ZipPassThrough(`${stem}/${name}`);
    zip.add(entry);
    // Piece by piece, so that the page goes on answering.
    for await (const piece of pieces(content)) entry.push(piece);
    entry.push(new Uint8Array(), true);
  }
  zip.end();
  const content = new Blob(parts, { type: "application/zip" });
  return { name: `${stem}.zip`, content, address: URL.createObjectURL(content) };
}

const pieceSize = 2 ** 20;

async function* pieces(content: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < content.size; from += pieceSize) {
    yield new Uint8Array(await content.slice(from, from + pieceSize).arrayBuffer());
  }
}

const status: ReadonlySignal<TrainingStatus> = computed(() => training.value.status);

/** Settings may change while it rests: programs and what files say of the training follow from them. */
const settingsOfModel: ReadonlySignal<Settings | undefined> = computed(() => prepared.value?.settings);

/** Drops files with the weights and settings that they were made of, and makes the quick ones anew when training pauses. */
export function startTakingAway(): () => void {
  return effect(() => {
    settingsOfModel.value;
    const rests = (status.value === "paused" || status.value === "done") && isWithTrainer.value;
    generation++;
    for (const state of Object.values(takenFiles.peek())) {
      if (state.status === "made") URL.revokeObjectURL(state.file.address);
    }
    takenFiles.value = {};
    if (rests) for (const what of quickFiles) void makeFile(what);
  });
}
