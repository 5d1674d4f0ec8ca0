import { capitalise, counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { engine, isolation } from "../../state/session.ts";

/** What does the arithmetic, in words. */
export function EngineLine(): JSX.Element {
  const state = engine.value;
  if (state.status !== "ready") {
    const text = state.status === "starting" ? "Starting the engine…" : `No engine: ${state.message}`;
    return (
      <p class="engine" role="status">
        {text}
      </p>
    );
  }
  const { device, threads, description, why } = state.info;
  const where = device === "webgpu" ? "WebGPU" : "WebAssembly";
  const reason = isolation.value?.isolated === false ? isolation.value.words : undefined;
  return (
    <div class="engine" role="status">
      <span title={description}>
        Computes in this tab: {where}, {counted(threads, "thread")}
      </span>
      <span class="engine-why"> ({why})</span>
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
