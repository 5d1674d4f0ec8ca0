import { useSignal } from "@preact/signals";
import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { choose } from "../../state/actions.ts";

/** Sizes of the code that a hand chooses from; the form takes any. */
const sizes = [1, 2, 4, 8, 16, 32, 64, 128] as const;

/** How narrow the machine is in its middle: a new size makes a new model. @param latentSize of the model that is shown */
export function Waist({ latentSize }: { readonly latentSize: number }): JSX.Element {
  const moved = useSignal<number | undefined>(undefined);
  // Of a size between two, the larger.
  const shown = sizes.findIndex((size) => size >= latentSize);
  const at = moved.value ?? (shown < 0 ? sizes.length - 1 : shown);
  const size = moved.value === undefined ? latentSize : sizes[moved.value];
  return (
    <label class="waist">
      <span>waist</span>
      <input
        type="range"
        min={0}
        max={sizes.length - 1}
        value={at}
        aria-valuetext={counted(size ?? latentSize, "number")}
        onInput={({ currentTarget }) => {
          moved.value = Number(currentTarget.value);
        }}
        onChange={({ currentTarget }) => {
          moved.value = undefined;
          const chosen = sizes[Number(currentTarget.value)];
          if (chosen !== undefined && chosen !== latentSize) void choose({ latentSize: chosen });
        }}
      />
      <output>{size}</output>
    </label>
  );
}
