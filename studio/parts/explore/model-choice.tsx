import type { JSX } from "preact";
import { explorable, exploredId } from "../../state/exploration.ts";
import { explore } from "../../state/explore.ts";
import { liveModel } from "../../workers/explorer-api.ts";

/** Which model is asked: the one in training, or a kept one. */
export function ModelChoice({ label }: { readonly label: string }): JSX.Element | null {
  if (explorable.value.length === 0) return null;
  return (
    <label class="model-choice">
      <span>{label}</span>
      <select value={exploredId.value} onChange={({ currentTarget }) => explore(currentTarget.value)}>
        <option value={liveModel}>the model in training</option>
        {explorable.value.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
