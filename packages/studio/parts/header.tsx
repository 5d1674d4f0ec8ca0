import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { linkToHere } from "../state/link.ts";
import { tell } from "../state/notice.ts";
import { experiment } from "../state/session.ts";
import { chooseTheme, type ThemeChoice, themeChoice, themeChoices } from "../state/theme.ts";
import { ProgressLine } from "./training/progress-line.tsx";
import { TrainingButtons } from "./training/training-buttons.tsx";

/** The bar that stays: training is worked from here, wherever one is, and it says where that stands. */
export function Header(): JSX.Element {
  return (
    <header class="page-bar">
      <button type="button" class="skip-link" onClick={skipToTraining}>
        Skip to training
      </button>
      <h1>
        Hourglass<span class="page-title-more"> studio</span>
      </h1>
      <TrainingButtons />
      <ProgressLine />
      <div class="page-tools">
        <ThemeMenu />
        <CopyLink />
      </div>
    </header>
  );
}

/** No link: what stands after # in the address is the experiment. */
function skipToTraining(): void {
  const button = document.querySelector<HTMLElement>(".train-button");
  button?.focus();
}

function ThemeMenu(): JSX.Element {
  return (
    <label class="theme-menu">
      <span>Theme</span>
      <select
        value={themeChoice.value}
        onChange={({ currentTarget }) => chooseTheme(currentTarget.value as ThemeChoice)}
      >
        {themeChoices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How long it says so. */
const saidFor = 2500;

/** Puts the address of the experiment where it can be pasted from. */
export function CopyLink(): JSX.Element {
  const isCopied = useSignal(false);
  const copy = async (): Promise<void> => {
    const link = linkToHere(experiment.value);
    try {
      await navigator.clipboard.writeText(link);
    } catch {
      // Not every page may write there: what can be selected can be copied by hand.
      tell("note", `The link to this experiment: ${link}`);
      return;
    }
    isCopied.value = true;
    setTimeout(() => {
      isCopied.value = false;
    }, saidFor);
  };
  return (
    <>
      <button type="button" class="copy-link" onClick={() => void copy()}>
        {isCopied.value ? "Copied" : "Copy link"}
      </button>
      <span class="hidden-text" role="status">
        {isCopied.value ? "The link to this experiment was copied" : ""}
      </span>
    </>
  );
}
