import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { tell } from "./notice.ts";

/** What a person may ask for. */
export type ThemeChoice = "system" | "light" | "dark";
export const themeChoices: readonly ThemeChoice[] = ["system", "light", "dark"];

const key = "hourglass theme";
const systemIsDark = signal(false);
/** Paper is white. */
const isOnPaper = signal(false);

/** Kept in the browser from visit to visit. */
export const themeChoice: Signal<ThemeChoice> = signal("system");

/** What the page looks like. Canvases read it to be drawn again when it changes. */
export const theme: ReadonlySignal<"light" | "dark"> = computed(() => {
  if (isOnPaper.value) return "light";
  return themeChoice.value === "system" ? (systemIsDark.value ? "dark" : "light") : themeChoice.value;
});

/** Gives the page its theme, before anything is drawn, and follows the system. */
export function startTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  systemIsDark.value = system.matches;
  system.addEventListener("change", ({ matches }) => {
    systemIsDark.value = matches;
  });
  matchMedia("print").addEventListener("change", ({ matches }) => {
    isOnPaper.value = matches;
  });
  themeChoice.value = storedChoice() ?? "system";
  effect(() => {
    document.documentElement.dataset["theme"] = theme.value;
  });
}

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  try {
    localStorage.setItem(key, choice);
  } catch {
    tell("note", "This browser lets the page store nothing: the theme holds until the page is closed.");
  }
}

function storedChoice(): ThemeChoice | undefined {
  try {
    const stored = localStorage.getItem(key);
    return themeChoices.find((choice) => choice === stored);
  } catch {
    return undefined;
  }
}
