import type { JSX } from "preact";
import { latentSize } from "../../state/exploration.ts";
import { type AxesChoice as Axes, axesChoice } from "../../state/map.ts";

/** So many values of a code can be chosen by their names; of more the list would be long. */
const mostListed = 256;

/** What the axes of the map are: components, two values of the code, or what UMAP makes of all. */
export function AxesChoice(): JSX.Element | null {
  const size = latentSize.value;
  if (size < 2) return null;
  const chosen = axesChoice.value;
  const pair = typeof chosen === "string" ? undefined : chosen;
  return (
    <div class="map-axes">
      <select
        aria-label="Axes of the map"
        title="Axes of the map"
        value={typeof chosen === "string" ? chosen : "values"}
        onChange={({ currentTarget }) => {
          const { value } = currentTarget;
          axesChoice.value = value === "values" ? [0, 1] : (value as Axes);
        }}
      >
        {size === 2 ? (
          <>
            <option value="usual">the two values</option>
            <option value="principal components">principal components</option>
          </>
        ) : (
          <>
            <option value="usual">principal components</option>
            <option value="values">two values</option>
          </>
        )}
        <option value="UMAP">UMAP</option>
      </select>
      {pair === undefined ? null : <ValuePair size={size} pair={pair} />}
    </div>
  );
}

interface ValuePairProps {
  readonly size: number;
  readonly pair: readonly [number, number];
}

function ValuePair({ size, pair }: ValuePairProps): JSX.Element {
  return (
    <>
      {([0, 1] as const).map((side) => (
        <select
          key={side}
          aria-label={side === 0 ? "Value across" : "Value upwards"}
          value={pair[side]}
          onChange={({ currentTarget }) => {
            const value = Number(currentTarget.value);
            axesChoice.value = side === 0 ? [value, pair[1]] : [pair[0], value];
          }}
        >
          {Array.from({ length: Math.min(mostListed, size) }, (_, value) => (
            <option key={value} value={value} disabled={value === pair[1 - side]}>
              {value + 1}
            </option>
          ))}
        </select>
      ))}
    </>
  );
}
