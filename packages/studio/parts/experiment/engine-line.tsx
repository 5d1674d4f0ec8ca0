import { deviceTitles } from "hourglass-core/internal/runtime/device.ts";
import { capitalise, counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { askForDevice } from "../../state/actions.ts";
import { engine, isolation } from "../../state/session.ts";
import type { EngineInfo } from "../../workers/trainer/trainer-api.ts";

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
  const reason = isolation.value?.isolated === false ? isolation.value.words : undefined;
  return (
    <div class="engine" role="status">
      <span title={description}>
        Computes in this tab: {deviceTitles[device]}, {counted(threads, "thread")}
      </span>
      <span class="engine-why"> ({why})</span>
      <DeviceChoice info={state.info} />
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

const pageDevices = ["wasm", "webgpu"] as const;

/** What trains, to be chosen: the page's own choice, or one that is named. */
function DeviceChoice({ info: { device, asked, isSubstitute } }: { readonly info: EngineInfo }): JSX.Element {
  return (
    <label class="engine-device">
      Device{" "}
      <select
        value={isSubstitute ? device : asked}
        onChange={({ currentTarget }) => askForDevice(currentTarget.value as typeof asked)}
      >
        <option value="auto">automatic</option>
        {pageDevices.map((one) => (
          <option value={one} key={one}>
            {deviceTitles[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
