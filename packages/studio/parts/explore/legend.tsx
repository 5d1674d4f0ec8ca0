import type { JSX } from "preact";
import { hiddenClasses } from "../../state/exploration.ts";
import { showClasses, toggleClass } from "../../state/explore.ts";

/** The classes with their colours; each can be left out of the picture. */
export function Legend({ classNames }: { readonly classNames: readonly string[] }): JSX.Element | null {
  if (classNames.length === 0) return null;
  const hidden = hiddenClasses.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a line of buttons in every browser
    <div class="legend" role="group" aria-label="Classes that are shown">
      {classNames.map((name, label) => (
        <button
          key={name}
          type="button"
          aria-pressed={!hidden.has(label)}
          title={`Double click: ${name} alone`}
          onClick={() => toggleClass(label)}
          onDblClick={() => showClasses(label)}
        >
          <span class={`swatch swatch-${label % 10}`} aria-hidden="true" />
          {name}
        </button>
      ))}
      {hidden.size === 0 ? null : (
        <button type="button" class="legend-all" onClick={() => showClasses()}>
          all
        </button>
      )}
    </div>
  );
}
