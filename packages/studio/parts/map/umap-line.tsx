import { formatCount } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { renewal } from "../../state/exploration.ts";
import { axesChoice, umapPlane } from "../../state/map.ts";
import { isMoving, samplesKind } from "../../state/session.ts";
import { cancelLayout, layOut, umapCount, umapOf, umapWork } from "../../state/umap.ts";

/** Where a layout by UMAP stands, and the button that stops or renews it. */
export function UmapLine(): JSX.Element | null {
  if (axesChoice.value !== "UMAP") return null;
  const work = umapWork.value;
  if (work.status === "working") {
    const percent = Math.round(100 * work.share);
    return (
      <div class="umap-line">
        <span>{`Laying out the first ${formatCount(umapCount)} test ${samplesKind.value.plural}`}</span>
        <progress max={1} value={work.share} aria-label="Layout by UMAP">{`${percent} %`}</progress>
        <button type="button" onClick={cancelLayout}>
          Cancel
        </button>
      </div>
    );
  }
  if (work.status === "failed") {
    return (
      <div class="umap-line problem" role="alert">
        <span>{work.message}</span>
        <button type="button" onClick={() => void layOut()}>
          Try again
        </button>
      </div>
    );
  }
  if (umapPlane.value === undefined || umapOf.value === renewal.value) return null;
  return (
    <div class="umap-line">
      <span>{isMoving.value ? "The weights have moved on since." : "This is of earlier weights."}</span>
      <button type="button" onClick={() => void layOut()}>
        Lay out again
      </button>
    </div>
  );
}
