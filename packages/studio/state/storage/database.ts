import type { DBSchema, IDBPDatabase } from "idb";
import { noRoomWords, refusalWords } from "./refusal-words.ts";
import { storageRefusal, tellOfStorage } from "./storage-state.ts";

// The database of the page, in the browser. Every record is written, and erased, by its own key: two tabs do not write over one another. Where the
// browser gives no room all of this answers as an empty database does, and says once that it keeps nothing.

/** What is kept apart: a list is read without what is heavy. */
export type StoreName = "kept" | "tried" | "trainings";

interface Content extends DBSchema {
  /** Models that a person has kept, with their weights. */
  readonly kept: { readonly key: string; readonly value: unknown };
  /** What was trained: settings, errors, a picture. */
  readonly tried: { readonly key: string; readonly value: unknown };
  /** By the keys of `tried`: all that a training needs to go on. */
  readonly trainings: { readonly key: string; readonly value: unknown };
}

const name = "hourglass studio";
/** Rises when stores come or go; what a record has is said by the format in it. */
const version = 1;

let opening: Promise<IDBPDatabase<Content> | undefined> | undefined;

function database(): Promise<IDBPDatabase<Content> | undefined> {
  opening ??= open();
  return opening;
}

async function open(): Promise<IDBPDatabase<Content> | undefined> {
  try {
    if (globalThis.indexedDB === undefined) throw new DOMException("there is none", "SecurityError");
    const { openDB } = await import("idb");
    return await openDB<Content>(name, version, {
      upgrade: (fresh) => {
        for (const store of ["kept", "tried", "trainings"] as const) fresh.createObjectStore(store);
      },
      // A newer version of the page, in another tab, must not wait for this one.
      blocking: (_, __, event) => {
        (event.target as IDBDatabase).close();
        opening = Promise.resolve(undefined);
        storageRefusal.value = refusalWords(new DOMException("", "VersionError"));
      },
      terminated: () => {
        opening = undefined;
      },
    });
  } catch (error) {
    storageRefusal.value = refusalWords(error);
    return undefined;
  }
}

/** All records of a store by their keys; none where nothing can be read. */
export async function readAll(store: StoreName): Promise<ReadonlyMap<string, unknown>> {
  try {
    const opened = await database();
    if (opened === undefined) return new Map();
    const transaction = opened.transaction(store);
    // Of one moment, so that keys and values are of the same records.
    const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
    return new Map(keys.map((key, at) => [key, values[at]]));
  } catch (error) {
    storageRefusal.value = refusalWords(error);
    return new Map();
  }
}

/** One record; `undefined` where there is none, or it cannot be read. */
export async function read(store: StoreName, key: string): Promise<unknown> {
  try {
    return await (await database())?.get(store, key);
  } catch {
    return undefined;
  }
}

/** Writes a record whole. Whether it is there now; where it is not, that is told once. */
export async function write(store: StoreName, key: string, value: unknown): Promise<boolean> {
  try {
    const opened = await database();
    if (opened === undefined) {
      tellOfStorage(storageRefusal.value ?? refusalWords(undefined));
      return false;
    }
    await opened.put(store, value, key);
    return true;
  } catch (error) {
    tellOfStorage(
      error instanceof DOMException && error.name === "QuotaExceededError"
        ? noRoomWords
        : refusalWords(error),
    );
    return false;
  }
}

/** Writes a record anew, unless another tab has erased it meanwhile. */
export async function rewrite(store: StoreName, key: string, value: unknown): Promise<void> {
  try {
    const opened = await database();
    if (opened === undefined) return;
    const transaction = opened.transaction(store, "readwrite");
    if ((await transaction.store.getKey(key)) !== undefined) await transaction.store.put(value, key);
    await transaction.done;
  } catch {
    // What was there stays as it was.
  }
}

export async function erase(store: StoreName, keys: readonly string[]): Promise<void> {
  try {
    const opened = await database();
    if (opened === undefined) return;
    const transaction = opened.transaction(store, "readwrite");
    await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
  } catch (error) {
    tellOfStorage(refusalWords(error));
  }
}
