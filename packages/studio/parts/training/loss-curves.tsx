import { useSignal } from "@preact/signals";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import { objectiveWords } from "hourglass-lab/internal/report/words/objective-words.ts";
import { storedShape } from "hourglass-lab/internal/run/files/stored-shape.ts";
import type { JSX } from "preact";
import { prepared, training } from "../../state/session.ts";
import { LossPlot } from "./loss-plot.tsx";

/** The losses as they fall, as a plot and as a table. */
export function LossCurves(): JSX.Element {
  const isLog = useSignal(false);
  const isTable = useSignal(false);
  const { points, history } = training.value;
  const epochs = prepared.value?.settings.epochs ?? 1;
  return (
    <figure class="loss-curves">
      <div class="view-head">
        <h3>Loss</h3>
        <ul class="loss-key" aria-hidden="true">
          <li class="key-training">training</li>
          {prepared.value?.splits.validation === 0 ? null : <li class="key-validation">validation</li>}
        </ul>
        <label class="check">
          <input
            type="checkbox"
            checked={isLog.value}
            onChange={({ currentTarget }) => {
              isLog.value = currentTarget.checked;
            }}
          />
          log scale
        </label>
      </div>
      <LossUnit />
      <LossPlot {...{ points, history, epochs, isLog: isLog.value }} />
      <details
        class="loss-table"
        onToggle={({ currentTarget }) => {
          isTable.value = currentTarget.open;
        }}
      >
        <summary>Losses as a table</summary>
        {isTable.value ? <LossTable history={history} /> : null}
      </details>
    </figure>
  );
}

/** What the losses are measured as. */
function LossUnit(): JSX.Element | null {
  const model = prepared.value;
  if (model === undefined) return null;
  const { settings, sampleShape } = model;
  const { label } = objectiveWords({ settings, model, dataset: storedShape(sampleShape) });
  return <p class="loss-unit soft">{label}</p>;
}

/** More rows are not read. */
const mostRows = 100;

function LossTable({ history }: { readonly history: readonly EpochRecord[] }): JSX.Element {
  const every = Math.ceil(history.length / mostRows);
  const shown = history.filter(({ epoch }) => epoch === history.length || (epoch - 1) % every === 0);
  if (shown.length === 0) return <p class="soft">No epoch is done yet.</p>;
  return (
    <div class="table-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Epoch</th>
            <th scope="col">Training loss</th>
            <th scope="col">Validation loss</th>
            <th scope="col">Seconds</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ epoch, trainingLoss, validationLoss, seconds }) => (
            <tr key={epoch}>
              <th scope="row">{epoch}</th>
              <td>
                <Loss value={trainingLoss} />
              </td>
              <td>{validationLoss === undefined ? "–" : <Loss value={validationLoss} />}</td>
              <td>{seconds.toFixed(2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A loss in the digits that people read, with all of them for what reads the page. */
function Loss({ value }: { readonly value: number }): JSX.Element {
  return <data value={String(value)}>{formatNumber(value)}</data>;
}
