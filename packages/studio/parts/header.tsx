import { useSignal } from "@preact/signals";
import { capitalise, counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { linkToHere } from "../state/link.ts";
import { tell } from "../state/notice.ts";
import { type EngineState, engine, experiment, isolation } from "../state/session.ts";
import { chooseTheme, type ThemeChoice, themeChoice, themeChoices } from "../state/theme.ts";

/** What this page is, what computes, how it looks, and the link to all that was chosen. */
export function Header(): JSX.Element {
  return (
    <header class="page-head">
      <button type="button" class="skip-link" onClick={skipToTraining}>
        Skip to training
      </button>
      <div class="page-title">
        <h1>Hourglass studio</h1>
        <p>Watch an autoencoder learn, and play with what it has learnt.</p>
      </div>
      <Engine state={engine.value} />
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
  button?.scrollIntoView({ block: "center" });
  button?.focus();
}

/** What does the arithmetic, in words. */
function Engine({ state }: { readonly state: EngineState }): JSX.Element {
  if (state.status !== "ready") {
    const text = state.status === "starting" ? "Starting the engine…" : `No engine: ${state.message}`;
    return (
      <p class="engine" role="status">
        {text}
      </p>
    );
  }
  const { device, threads, description } = state.info;
  const where = device === "webgpu" ? "WebGPU" : "WebAssembly";
  const reason = isolation.value?.isolated === false ? isolation.value.words : undefined;
  return (
    <div class="engine" role="status">
      <span title={description}>
        Computes in this tab: {where}, {counted(threads, "thread")}
      </span>
      {reason !== undefined ? (
        <details class="engine-more">
          <summary>this host does not allow more</summary>
          <p>
            {capitalise(reason)}. Threads share memory, which browsers allow only where a page is isolated.
            Start it by <code>hourglass studio</code>, or let your host send the headers{" "}
            <code>Cross-Origin-Opener-Policy: same-origin</code> and{" "}
            <code>Cross-Origin-Embedder-Policy: require-corp</code>.
          </p>
        </details>
      ) : null}
    </div>
  );
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
