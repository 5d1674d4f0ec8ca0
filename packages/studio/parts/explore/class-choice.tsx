import type { JSX } from "preact";
import { asClass, toldClasses } from "../../state/exploration.ts";
import { decodeAs } from "../../state/explore.ts";
import { loadedData } from "../../state/session.ts";
import { ModelSelect } from "../model-select.tsx";

/** The class that codes are decoded as, where the explored model is told one. */
export function ClassChoice({ label }: { readonly label: string }): JSX.Element | null {
  const names = loadedData.value?.classNames ?? [];
  if (toldClasses.value === 0) return null;
  const classes = Array.from({ length: toldClasses.value }, (_, at) => ({
    id: String(at),
    title: names[at] ?? String(at),
  }));
  return (
    <ModelSelect
      class="class-choice"
      {...{ label, value: String(asClass.value), models: classes }}
      title="The class that the decoder is told, of codes that belong to no sample"
      onModel={(id) => void decodeAs(Number(id))}
    />
  );
}
