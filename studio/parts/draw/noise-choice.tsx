import type { JSX } from "preact";
import { noise, setNoise } from "../../state/drawing.ts";
import type { DrawnNoise } from "../../workers/explorer-api.ts";

const kinds: Readonly<
  Record<DrawnNoise["kind"], { readonly name: string; readonly most: number; readonly level: string }>
> = {
  gaussian: { name: "Gaussian", most: 1, level: "standard deviation" },
  masking: { name: "masking", most: 0.9, level: "share of pixels" },
  "salt-pepper": { name: "salt and pepper", most: 0.9, level: "share of pixels" },
};

/** How much noise of which kind is added to a drawing. */
export function NoiseChoice(): JSX.Element {
  const { kind, level } = noise.value;
  const { most, level: name } = kinds[kind];
  return (
    <fieldset class="noise">
      <legend>Add noise</legend>
      <select
        aria-label="Kind of noise"
        value={kind}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.value as DrawnNoise["kind"];
          setNoise({ kind: chosen, level: Math.min(level, kinds[chosen].most) });
        }}
      >
        {Object.entries(kinds).map(([one, { name: title }]) => (
          <option key={one} value={one}>
            {title}
          </option>
        ))}
      </select>
      <input
        type="range"
        min={0}
        max={most}
        step={0.05}
        value={level}
        aria-label={`Noise, ${name}`}
        onInput={({ currentTarget }) => setNoise({ kind, level: currentTarget.valueAsNumber })}
      />
      <output>{level === 0 ? "none" : `${name} ${level.toFixed(2)}`}</output>
    </fieldset>
  );
}
