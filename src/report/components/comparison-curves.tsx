import type { JSX } from "preact";
import type { ComparedRun } from "../comparison-input.ts";
import { formatCount } from "../format.ts";
import type { ComparisonProps } from "./comparison-page.tsx";
import { Figure } from "./figure.tsx";
import { Plot } from "./plot.tsx";

/** How the losses fell: a plot for the runs whose losses compare. */
export function ComparisonCurves({ runs, curves }: ComparisonProps): JSX.Element {
  return (
    <section>
      <h2>How they learnt</h2>
      {curves.length > 1 && (
        <p>
          Not all of these runs measured the same quantity while they trained, so there is a figure for each
          quantity. Across figures, compare the test errors above.
        </p>
      )}
      {curves.map(({ group, plot }) => {
        const members = group.curves.map(({ run }) => runs[run] as ComparedRun);
        const sizes = new Set(members.map(({ summary }) => summary.dataset.splits.validation));
        return (
          <Figure
            key={group.quantity}
            caption={
              <>
                {group.quantity}
                {sizes.size > 1 &&
                  ` The runs held out different numbers of images for validation (${[...sizes].map(formatCount).join(", ")}), so small differences mean nothing.`}
              </>
            }
            reading={
              <>
                An epoch is one pass over the training images. A dot marks the epoch whose weights the run has
                kept.
              </>
            }
            files={[]}
          >
            <Plot plot={plot} />
          </Figure>
        );
      })}
    </section>
  );
}
