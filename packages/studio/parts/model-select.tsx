import type { JSX } from "preact";

interface ModelSelectProps {
  readonly label: string;
  readonly class: string;
  readonly title?: string;
  readonly value: string | undefined;
  readonly models: readonly { readonly id: string; readonly title: string }[];
  readonly onModel: (id: string) => void;
}

/** One of several models, by its title. */
export function ModelSelect({
  label,
  class: name,
  title,
  value,
  models,
  onModel,
}: ModelSelectProps): JSX.Element {
  return (
    <label class={name}>
      <span>{label}</span>
      <select value={value} title={title} onChange={({ currentTarget }) => onModel(currentTarget.value)}>
        {models.map((model) => (
          <option key={model.id} value={model.id}>
            {model.title}
          </option>
        ))}
      </select>
    </label>
  );
}
