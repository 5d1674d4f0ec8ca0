import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { gridChoice, gridPictures, latentSize, plane } from "../../state/exploration.ts";
import { chooseGrid, takeCell } from "../../state/explore.ts";
import { sampleLook } from "../sample-look.ts";
import { SampleSheet } from "./sample-sheet.tsx";
import { axisNames } from "./scatter-axes.ts";
import { useSectionSeen } from "./use-section-seen.ts";

const sides = [8, 12, 16, 20];

/** Decodings over two directions of the code. */
export function CodeGrid(): JSX.Element | null {
  const seen = useSectionSeen<HTMLElement>("grid");
  const marked = useSignal<number | undefined>(undefined);
  const look = sampleLook.value;
  const { side, directions } = gridChoice.value;
  const drawn = gridPictures.value;
  const shownSide = drawn?.side ?? side;
  const size = latentSize.value;
  const choose = (first: number | undefined, second: number): void => {
    marked.value = undefined;
    chooseGrid(first === undefined ? { side } : { side, directions: [first, second] });
  };
  const take = (cell: number): void => {
    marked.value = cell;
    void takeCell(Math.floor(cell / side), cell % side);
  };
  const names =
    directions === undefined
      ? axisNames(plane.value, false)
      : directions.map((value) => `value ${value + 1}`);
  return (
    <section class="card code-grid" aria-labelledby="grid-title" ref={seen}>
      <h3 id="grid-title">A grid of codes</h3>
      <div class="buttons">
        {size < 2 ? null : (
          <label>
            <span>Over</span>
            <select
              value={directions === undefined ? "plane" : "values"}
              onChange={({ currentTarget }) =>
                currentTarget.value === "plane" ? choose(undefined, 0) : choose(0, 1)
              }
            >
              <option value="plane">the plane above</option>
              <option value="values">two values of the code</option>
            </select>
          </label>
        )}
        {directions === undefined
          ? null
          : ([0, 1] as const).map((which) => (
              <label key={which}>
                <span>{which === 0 ? "across" : "up"}</span>
                <select
                  value={directions[which]}
                  onChange={({ currentTarget }) => {
                    const value = Number(currentTarget.value);
                    choose(which === 0 ? value : directions[0], which === 1 ? value : directions[1]);
                  }}
                >
                  {Array.from({ length: size }, (_, value) => (
                    <option key={value} value={value} disabled={value === directions[1 - which]}>
                      {`value ${value + 1}`}
                    </option>
                  ))}
                </select>
              </label>
            ))}
        <label>
          <span>Cells</span>
          <select
            value={side}
            onChange={({ currentTarget }) => {
              marked.value = undefined;
              chooseGrid({ ...gridChoice.value, side: Number(currentTarget.value) });
            }}
          >
            {sides.map((count) => (
              <option key={count} value={count}>{`${count} x ${count}`}</option>
            ))}
          </select>
        </label>
      </div>
      {look === undefined ? null : (
        <SampleSheet
          class="grid-sheet"
          count={shownSide ** 2}
          values={drawn?.samples}
          look={look}
          columns={shownSide}
          label={`Grid of ${shownSide} x ${shownSide} decodings: ${names[0]} across, ${names[1]} upwards`}
          describedBy="grid-help"
          marked={shownSide === side ? marked.value : undefined}
          onMark={take}
          onCell={take}
        />
      )}
      <p class="soft">
        {size === 1
          ? "value 1 → across; with one value, every row is the same"
          : `${names[0]} → across, ${names[1]} ↑ upwards`}
      </p>
      <p id="grid-help" class="hint">
        Press a picture, or move with the arrow keys: its code goes into the sliders.
      </p>
    </section>
  );
}
