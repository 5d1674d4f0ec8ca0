import type { Kind, OwnSetting } from "./kind.ts";
import type { KindTable } from "./table.ts";

/** The settings that kinds of a table have, and none of those that were chosen; one that several have says what it does for each. */
export function foreignSettings(table: KindTable<Kind>, ...chosen: readonly string[]): readonly OwnSetting[] {
  const all = table.kinds.flatMap(({ settings = [] }) => settings);
  return [...new Set(all.map(({ name }) => name))].flatMap((name) => {
    if (ownersOf(table, name).some((owner) => chosen.includes(owner))) return [];
    const same = all.filter((setting) => setting.name === name);
    return [{ ...(same[0] as OwnSetting), purpose: same.map(({ purpose }) => purpose).join(", or ") }];
  });
}

/** The names of the kinds that a setting belongs to. */
export function ownersOf(table: KindTable<Kind>, setting: string): readonly string[] {
  const owners = table.kinds.filter(({ settings = [] }) => settings.some(({ name }) => name === setting));
  return owners.map(({ name }) => name);
}
