import { useSignal } from "@preact/signals";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import { objectiveWords } from "hourglass-lab/internal/report/words/objective-words.ts";
import { storedShape } from "hourglass-lab/internal/run/files/stored-shape.ts";
import { Fragment, type JSX } from "preact";
import { useMemo } from "preact/hooks";
import { prepared, training } from "../../state/session.ts";
import { type ChangeMark, changeMarks } from "./change-marks.ts";
import { ChangesNote } from "./changes-note.tsx";
import { DeadUnits } from "./dead-units.tsx";
import { LossPlot } from "./loss-plot.tsx";
import { ObjectiveParts } from "./objective-parts.tsx";

/** The losses as they fall, as a plot and as a table. */
export function LossCurves(): JSX.Element {
  const isLog = useSignal(false);
  const isTable = useSignal(false);
  const { points, history, changes } = training.value;
  const marks = useMemo(() => changeMarks(changes), [changes]);
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
      <LossPlot {...{ points, history, epochs, isLog: isLog.value, marks }} />
      <ChangesNote />
      <ObjectiveParts marks={marks} />
      <DeadUnits marks={marks} />
      <details
        class="loss-table"
        onToggle={({ currentTarget }) => {
          isTable.value = currentTarget.open;
        }}
      >
        <summary>Losses as a table</summary>
        {isTable.value ? <LossTable history={history} marks={marks} /> : null}
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

function LossTable({
  history,
  marks,
}: {
  readonly history: readonly EpochRecord[];
  readonly marks: readonly ChangeMark[];
}): JSX.Element {
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
          {shown.map(({ epoch, trainingLoss, validationLoss, seconds }, at) => (
            <Fragment key={epoch}>
              {marks
                .filter((mark) => mark.epoch < epoch && mark.epoch >= (shown[at - 1]?.epoch ?? 0))
                .map((mark) => (
                  <tr key={mark.epoch} class="loss-change">
                    <td colSpan={4}>
                      at epoch {Number(mark.epoch.toFixed(2))}: {mark.words}
                    </td>
                  </tr>
                ))}
              <tr>
                <th scope="row">{epoch}</th>
                <td>
                  <Loss value={trainingLoss} />
                </td>
                <td>{validationLoss === undefined ? "–" : <Loss value={validationLoss} />}</td>
                <td>{seconds.toFixed(2)}</td>
              </tr>
            </Fragment>
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
