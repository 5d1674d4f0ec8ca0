import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { comparisonIsSeen, isComparing, startComparison } from "../state/comparison.ts";
import { startEndingOffers } from "../state/end-offer.ts";
import { keep } from "../state/kept-models.ts";
import { isKept, twin } from "../state/kept-twin.ts";
import { showOpenDialog } from "../state/open-dialog.ts";
import { prepared, samplesKind, training } from "../state/session.ts";
import { Curves } from "./compare/curves.tsx";
import { DifferingSettings } from "./compare/differing-settings.tsx";
import { FiguresTable } from "./compare/figures-table.tsx";
import { KeptList } from "./compare/kept-list.tsx";
import { RebuiltRows } from "./compare/rebuilt-rows.tsx";
import { StorageLine } from "./compare/storage-line.tsx";
import { OpenRun } from "./open-run.tsx";
import { Part } from "./part.tsx";
import { useSeen } from "./use-seen.ts";

/** Models side by side: those that were kept or opened, and the one in training. */
export function Compare(): JSX.Element {
  const place = useSeen<HTMLDivElement>((isSeen) => {
    comparisonIsSeen.value = isSeen;
  });
  useEffect(() => startComparison(), []);
  useEffect(startEndingOffers, []);
  return (
    <Part id="compare" title="Compare" explanation={<Explanation />} tools={<Tools />}>
      <div ref={place} class="comparison">
        {isComparing.value ? (
          <>
            <KeptList />
            <StorageLine />
            <TwinNote />
            <RebuiltRows />
            <FiguresTable />
            <Curves />
            <DifferingSettings />
          </>
        ) : (
          <>
            <p class="compare-empty">
              Nothing is kept yet. Keep a trained model, change a setting, for instance the latent size, and
              train again: both will rebuild the same {samplesKind.value.plural} here, with their curves and
              errors side by side.
            </p>
            <StorageLine />
          </>
        )}
      </div>
      <OpenRun />
    </Part>
  );
}

/** Why the current model has no row of its own. */
function TwinNote(): JSX.Element | null {
  const same = twin.value;
  if (same === undefined) return null;
  return (
    <p class="soft compare-note">
      {`The current model is “${same.title}” as it stands, and has no row of its own until it learns on or another is made.`}
    </p>
  );
}

function Tools(): JSX.Element {
  const hasLearnt = prepared.value !== undefined && training.value.status !== "new";
  const why = !hasLearnt ? "Train it first." : isKept.value ? "It is kept as it stands." : undefined;
  return (
    <>
      <button
        type="button"
        disabled={why !== undefined}
        aria-describedby={why === undefined ? undefined : "keep-reason"}
        onClick={() => void keep()}
      >
        Keep this model
      </button>
      {why === undefined ? null : (
        <span class="soft tool-reason" id="keep-reason" role="status">
          {why}
        </span>
      )}
      <button type="button" onClick={() => void showOpenDialog()}>
        Open a finished run…
      </button>
    </>
  );
}

function Explanation(): JSX.Element {
  return (
    <>
      <p>
        One model alone says little: is an error of 0.09 good? Two that differ in one setting answer a
        question. Does a code of 64 values rebuild better than one of 32? Do deeper layers help, or only more
        epochs? All models here rebuild the same test {samplesKind.value.plural}, which none of them has seen
        in training.
      </p>
      <p>
        Two cautions. A difference that is smaller than that between two seeds means nothing: change the seed
        alone once and see how much moves. And a lower error is not a better code: what a code is good for
        shows elsewhere, for instance in how its classes part in the plane above.
      </p>
    </>
  );
}
