import type { JSX } from "preact";

interface NumberFieldProps {
  readonly name: string;
  /** Absent while none is chosen. */
  readonly value: number | undefined;
  readonly maximum: number;
  readonly onNumber: (value: number) => void;
}

/** A field for a whole number from 0 on; what is typed beyond its limits changes nothing. */
export function NumberField({ name, value, maximum, onNumber }: NumberFieldProps): JSX.Element {
  return (
    <label class="number-field">
      <span>{name}</span>
      <input
        type="number"
        min={0}
        max={maximum}
        value={value ?? ""}
        onChange={({ currentTarget: { valueAsNumber } }) => {
          if (valueAsNumber >= 0 && valueAsNumber < maximum + 1) onNumber(Math.trunc(valueAsNumber));
        }}
      />
    </label>
  );
}
