import type { Kind, OwnSetting } from "./kind.ts";
import type { KindTable } from "./table.ts";

/** The settings that kinds of a table have, and none of those that were chosen. */
export function foreignSettings(table: KindTable<Kind>, ...chosen: readonly string[]): readonly OwnSetting[] {
  const all = table.kinds.flatMap(({ settings = [] }) => settings);
  return all.filter((setting) => !ownersOf(table, setting.name).some((owner) => chosen.includes(owner)));
}

/** The names of the kinds that a setting belongs to. */
export function ownersOf(table: KindTable<Kind>, setting: string): readonly string[] {
  const owners = table.kinds.filter(({ settings = [] }) => settings.some(({ name }) => name === setting));
  return owners.map(({ name }) => name);
}
