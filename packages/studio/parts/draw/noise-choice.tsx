import {
  corruptions,
  strongestDrawn,
  usualCorruption,
} from "hourglass-core/internal/program/corruptions/corruptions.ts";
import type { JSX } from "preact";
import { noise, setNoise } from "../../state/drawing.ts";

/** How a drawing is corrupted, and how much. */
export function NoiseChoice(): JSX.Element {
  const { kind: name, level } = noise.value;
  const kind = corruptions.of(name);
  const { title } = kind.fields.level;
  return (
    <fieldset class="noise">
      <legend>Add noise</legend>
      <select
        aria-label="Kind of noise"
        value={name}
        onChange={({ currentTarget }) => {
          const chosen = corruptions.of(currentTarget.value);
          setNoise(usualCorruption(chosen, Math.min(level, strongestDrawn(chosen))));
        }}
      >
        {corruptions.kinds.map((one) => (
          <option key={one.name} value={one.name}>
            {one.title}
          </option>
        ))}
      </select>
      <input
        type="range"
        min={0}
        max={strongestDrawn(kind)}
        step={0.05}
        value={level}
        aria-label={`Noise, ${title}`}
        onInput={({ currentTarget }) => setNoise(usualCorruption(kind, currentTarget.valueAsNumber))}
      />
      <output>{level === 0 ? "none" : `${title} ${level.toFixed(2)}`}</output>
    </fieldset>
  );
}
