import type { JSX } from "preact";
import { markOf } from "./marks.ts";

/** The mark of a model. */
export function ModelMark({ id }: { readonly id: string }): JSX.Element {
  const { colour, path, filled } = markOf(id);
  return (
    <svg class="model-mark" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={path}
        style={
          filled ? { fill: `var(${colour})` } : { fill: "none", stroke: `var(${colour})`, strokeWidth: 2 }
        }
      />
    </svg>
  );
}

/** A model's title behind its mark. */
export function ModelKey({ id, title }: { readonly id: string; readonly title: string }): JSX.Element {
  return (
    <span class="model-key">
      <ModelMark id={id} />
      {title}
    </span>
  );
}
