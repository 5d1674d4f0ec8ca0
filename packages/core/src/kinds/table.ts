import { UsageError } from "../errors.ts";
import { showValue } from "../validation.ts";

/** What every row of a table has: the name that it is known by. */
export interface Named {
  /** Lower-case letters, digits and dashes. */
  readonly name: string;
}

/** The kinds of a noun. Those that are shipped are its rows; a program may register kinds of its own. */
export interface KindTable<K extends Named> {
  /** What its kinds are: `corruption`. */
  readonly noun: string;
  /** All kinds, in the order of help and forms; another list once one is registered. */
  readonly kinds: readonly K[];
  /** @throws UsageError on a name that no kind has, with those that exist */
  of(name: string): K;
  has(name: string): boolean;
  /**
   * Adds a kind for the rest of the program.
   * @returns a function that takes it away again
   * @throws UsageError on a name that is taken, or that no word can have
   */
  register(kind: K): () => void;
}

/** A table with its rows. */
export function kindTable<K extends Named>(noun: string, rows: readonly K[]): KindTable<K> {
  let kinds: readonly K[] = [];
  const register = (kind: K): (() => void) => {
    if (!/^[a-z][a-z0-9-]*$/.test(kind.name)) {
      throw new UsageError(
        `${noun}: expected a name of small letters, digits and dashes, a letter first, found ${showValue(kind.name)}`,
      );
    }
    if (kinds.some(({ name }) => name === kind.name)) {
      throw new UsageError(`${noun}: there is a kind ${kind.name} already: give it another name`);
    }
    kinds = [...kinds, kind];
    return () => {
      kinds = kinds.filter((one) => one !== kind);
    };
  };
  for (const row of rows) register(row);
  return {
    noun,
    get kinds() {
      return kinds;
    },
    has: (name) => kinds.some((kind) => kind.name === name),
    of: (name) => {
      const kind = kinds.find((one) => one.name === name);
      if (kind !== undefined) return kind;
      throw new UsageError(
        `unknown ${noun} ${showValue(name)}: choose one of ${kinds.map((one) => one.name).join(", ")}`,
      );
    },
    register,
  };
}

/** A table whose kinds are those of another, changed: again where a kind is registered there. */
export function changedTable<K extends Named>(table: KindTable<K>, change: (kind: K) => K): KindTable<K> {
  let source: readonly K[] = [];
  let kinds: readonly K[] = [];
  return {
    ...table,
    get kinds() {
      if (source !== table.kinds) [source, kinds] = [table.kinds, table.kinds.map(change)];
      return kinds;
    },
  };
}
