import type { JSX } from "preact";
import { engine } from "../state/session.ts";

export function Header(): JSX.Element {
  const state = engine.value;
  return (
    <header class="page-head">
      <h1>Hourglass studio</h1>
      <p class="engine" role="status">
        {state.status === "ready"
          ? `${state.info.description}, ${state.info.threads} ${state.info.threads === 1 ? "thread" : "threads"}`
          : state.status === "starting"
            ? "starting"
            : state.message}
      </p>
    </header>
  );
}
