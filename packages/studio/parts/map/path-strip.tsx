import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { JSX } from "preact";
import { decodeFrom } from "../../state/explore.ts";
import { drawnPath, isDecodable, mapTool, pathPictures, pathStep, pathSteps } from "../../state/map.ts";
import { SampleSheet } from "../explore/sample-sheet.tsx";
import { sampleLook } from "../sample-look.ts";

/** What is decoded along a path that was drawn on the map, and beside it the cross-fade of its ends' pixels. */
export function PathStrip(): JSX.Element | null {
  const look = sampleLook.value;
  const path = drawnPath.value;
  const pictures = pathPictures.value;
  if (!isDecodable.value || look === undefined) return null;
  if (path === undefined || pictures === undefined) {
    return mapTool.value === "walk" ? (
      <p class="path-invitation">
        Draw a path on the map, or press two places. With keys: arrows, Enter at the beginning, Enter at the
        end.
      </p>
    ) : null;
  }
  const show = (step: number): void => {
    pathStep.value = step;
    const [x = 0, y = 0] = pictures.points.subarray(2 * step);
    decodeFrom({ kind: "point", x, y });
  };
  const row = (title: string, values: SampleValues, isChosen: boolean): JSX.Element => (
    <figure>
      <figcaption>{title}</figcaption>
      <SampleSheet
        count={pathSteps}
        class="path-sheet"
        {...{ values, look }}
        columns={pathSteps / 2}
        label={`${title}: ${pathSteps} steps${isChosen ? "; arrows and Enter choose one" : ""}`}
        marked={pathStep.value}
        {...(isChosen ? { onCell: show, onMark: show } : {})}
      />
    </figure>
  );
  return (
    <section class="path-strip" aria-label="A walk on the map">
      {row("Through the code, along your path", pictures.through, true)}
      {row("Cross-fade of the pixels of its ends", pictures.faded, false)}
      <button
        type="button"
        onClick={() => {
          drawnPath.value = undefined;
        }}
      >
        Take the path away
      </button>
    </section>
  );
}
