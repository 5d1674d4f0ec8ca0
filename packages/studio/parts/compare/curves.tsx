import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { compared } from "../../state/comparison.ts";
import { samplesKind } from "../../state/session.ts";
import { type CurveFrame, curveFrames } from "./curve-frames.ts";
import { CurvePlot } from "./curve-plot.tsx";
import { ModelKey } from "./model-key.tsx";

/** How the losses fell: a plot for the models whose losses compare. */
export function Curves(): JSX.Element | null {
  const models = compared.value;
  const frames = useMemo(() => curveFrames(models), [models]);
  if (frames.length === 0) return null;
  const unknown = models.filter(({ losses }) => losses === undefined);
  return (
    <section aria-labelledby="curves-title">
      <h3 id="curves-title">How they learnt</h3>
      {frames.length > 1 && (
        <p class="soft compare-note">
          Not all of these models measured the same quantity while they trained, so each quantity has a plot
          of its own. Across plots, compare the test errors above.
        </p>
      )}
      <div class="curve-frames">
        {frames.map((frame) => (
          <CurveFigure key={`${frame.data} ${frame.quantity}`} frame={frame} showData={frames.length > 1} />
        ))}
      </div>
      {unknown.length > 0 && (
        <p class="soft compare-note">
          Without curves, since weights alone do not tell: {unknown.map(({ title }) => title).join(", ")}.
        </p>
      )}
    </section>
  );
}

interface CurveFigureProps {
  readonly frame: CurveFrame;
  readonly showData: boolean;
}

function CurveFigure({ frame, showData }: CurveFigureProps): JSX.Element {
  const { lines, label, quantity, data } = frame;
  const titles = new Map(lines.map(({ id, title }) => [id, title]));
  const kinds = new Set(lines.map(({ kind }) => kind));
  return (
    <figure class="curve-figure">
      <ul class="curve-keys">
        {[...titles].map(([id, title]) => (
          <li key={id}>
            <ModelKey id={id} title={title} />
          </li>
        ))}
      </ul>
      <p class="axis-name">{label}</p>
      <CurvePlot frame={frame} label={describe(frame)} />
      <figcaption class="soft">
        {showData && `${data}: `}
        {quantity}
        {kinds.size > 1 &&
          ` Dashed: the loss on the training ${samplesKind.value.plural}, while the weights were changing.`}
      </figcaption>
    </figure>
  );
}

/** What a screen reader says in place of the plot. */
function describe({ lines, label }: CurveFrame): string {
  const ends = lines.map(({ title, kind, points }) => {
    const last = points.at(-1);
    return last === undefined
      ? `${title}: nothing yet`
      : `${title}, ${kind}: ${formatNumber(last.value)} after epoch ${Math.round(last.epoch * 10) / 10}`;
  });
  return `${label} over the epochs. ${ends.join("; ")}.`;
}
