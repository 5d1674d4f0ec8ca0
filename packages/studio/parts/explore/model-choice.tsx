import type { JSX } from "preact";
import { askable, explorable, exploredId } from "../../state/exploration.ts";
import { explore } from "../../state/explore.ts";
import { ModelSelect } from "../model-select.tsx";

/** Which model is asked: the one in training, or a kept one. */
export function ModelChoice({ label }: { readonly label: string }): JSX.Element | null {
  if (explorable.value.length === 0) return null;
  return (
    <ModelSelect
      class="model-choice"
      {...{ label, value: exploredId.value, models: askable.value, onModel: explore }}
    />
  );
}
