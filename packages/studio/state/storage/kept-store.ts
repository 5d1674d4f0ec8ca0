import { computed, type ReadonlySignal } from "@preact/signals";
import { messageOf } from "../notice.ts";
import { type KeptModel, kept } from "../session.ts";
import { erase, readAll, rewrite, write } from "./database.ts";
import { newKey } from "./record-key.ts";
import { type Unread, unreadKept } from "./storage-state.ts";
import { modelOfRecord, recordOfModel, type StoredModel } from "./stored-model.ts";
import { bytesOf } from "./stored-parts.ts";

// Kept models in the browser: written when they are kept, read when the page opens.

/** The room that the kept models take, in bytes: their weights are nearly all of it. */
export const keptBytes: ReadonlySignal<number> = computed(() =>
  kept.value.reduce((sum, { weights }) => sum + bytesOf(weights), 0),
);

/** Stores a model that is kept in the page. */
export async function storeKept(id: string): Promise<void> {
  const model = kept.peek().find((one) => one.id === id);
  if (model === undefined || model.key !== undefined) return;
  const key = newKey();
  if (!(await write("kept", key, recordOfModel(model)))) return;
  const now = kept.peek().find((one) => one.id === id);
  // Removed while it was written.
  if (now === undefined) return erase("kept", [key]);
  kept.value = kept.peek().map((one) => (one.id === id ? { ...one, key } : one));
  if (now !== model) await restoreKept(id);
}

/** Stores again what has changed of a kept model: its title, its figures. */
export async function restoreKept(id: string): Promise<void> {
  const model = kept.peek().find((one) => one.id === id);
  if (model?.key !== undefined) await rewrite("kept", model.key, recordOfModel(model));
}

/** Puts a model back under the key that it had. */
export async function putBackKept(model: KeptModel): Promise<void> {
  if (model.key !== undefined) await write("kept", model.key, recordOfModel(model));
}

export async function eraseKept(models: readonly Pick<KeptModel, "key">[]): Promise<void> {
  await erase(
    "kept",
    models.flatMap(({ key }) => (key === undefined ? [] : [key])),
  );
}

/** The models that are stored, the first one first; those that cannot be read are named in `unreadKept`. */
export async function readKept(): Promise<readonly (StoredModel & { readonly key: string })[]> {
  const unread: Unread[] = [];
  const models = [...(await readAll("kept"))].flatMap(([key, record]) => {
    try {
      return [{ ...modelOfRecord(record), key }];
    } catch (error) {
      unread.push({ key, why: messageOf(error) });
      return [];
    }
  });
  unreadKept.value = unread;
  return models;
}

/** Removes what this page cannot read. */
export async function eraseUnread(): Promise<void> {
  const unread = unreadKept.value;
  unreadKept.value = [];
  await erase(
    "kept",
    unread.map(({ key }) => key),
  );
}
