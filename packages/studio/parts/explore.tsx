import type { JSX } from "preact";
import { loadedData } from "../state/session.ts";
import { CodeGrid } from "./explore/code-grid.tsx";
import { CodeValues } from "./explore/code-values.tsx";
import { LookedCard } from "./explore/looked-card.tsx";
import { Samples } from "./explore/samples.tsx";
import { Walk } from "./explore/walk.tsx";
import { Part } from "./part.tsx";

/** What the model has made of the samples: their codes, and decodings of codes that no sample has. */
export function Explore(): JSX.Element {
  const classNames = loadedData.value?.classNames ?? [];
  return (
    <Part id="explore" title="Explore the code">
      <div class="explore-body">
        <div class="explore-side">
          <LookedCard classNames={classNames} />
          <CodeValues />
        </div>
        <Walk classNames={classNames} />
        <CodeGrid />
        <Samples />
      </div>
    </Part>
  );
}
