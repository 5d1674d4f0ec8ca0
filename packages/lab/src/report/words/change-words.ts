import type { SettingChange } from "../../run/files/setting-change.ts";
import type { VariedValue } from "../../study/results.ts";
import { settingTitle, valueWords } from "../../study/setting-words.ts";

/** `learning rate 0.001 → 0.01` */
export function changedValueWords({ name, from, to }: SettingChange): string {
  return `${settingTitle(name)} ${valueWords(from as VariedValue)} → ${valueWords(to as VariedValue)}`;
}

/** `learning rate 0.001 → 0.01 at epoch 2.4` */
export function changeWords(change: SettingChange): string {
  return `${changedValueWords(change)} at epoch ${Number(change.epoch.toFixed(2))}`;
}

/** `settings were changed while it trained: learning rate 0.001 → 0.01 at epoch 2.4; beta 1 → 4 at epoch 3` */
export function changedWords(changes: readonly SettingChange[]): string {
  return `settings were changed while it trained: ${changes.map(changeWords).join("; ")}`;
}
