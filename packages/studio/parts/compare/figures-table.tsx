import { describeSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { type ErrorName, errorsOf } from "hourglass-lab/internal/evaluation/errors.ts";
import { errorWords } from "hourglass-lab/internal/report/words/error-words.ts";
import { formatCount, formatDuration, formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { type ComparedModel, compared } from "../../state/comparison.ts";
import { loadedData, samplesKind } from "../../state/session.ts";
import { noiseOfTask, ownErrors } from "../own-task.ts";
import { ModelKey } from "./model-key.tsx";

/** A row a model: its errors on the test samples, and what it cost. */
export function FiguresTable(): JSX.Element | null {
  if (loadedData.value === undefined) return null;
  const { testCount, title, sample } = loadedData.value;
  const { plural, title: one } = samplesKind.value;
  const errorNames = errorsOf(sample);
  const models = compared.value;
  const removesNoise = models.some(({ figures }) => figures?.noisy !== undefined);
  const opened = models.some(({ history }) => history.length > 0);
  return (
    <section aria-labelledby="figures-title">
      <h3 id="figures-title">Test errors</h3>
      <p class="soft compare-note" id="figures-note">
        On the {counted(testCount, `test ${one}`, `test ${plural}`)} of {title}, mean over {plural}: from the
        clean {one}, and for a Gaussian code from its mean.{" "}
        {removesNoise
          ? `A model that removes noise is judged by its own task, the ${one} with the noise that it was trained to remove; what it makes of the clean one stands below. Tasks do not compare: the lowest of a column is bold among the models of one task.`
          : "The lowest of a column is bold."}{" "}
        A model at its best in the loss that it was trained by need not be so in the other.
      </p>
      <div class="wide-table">
        <table class="figures" aria-labelledby="figures-title" aria-describedby="figures-note">
          <thead>
            <tr>
              <th scope="col">model</th>
              {errorNames.map((error) => {
                const { short, unit, reduction } = errorWords(error, samplesKind.value);
                return (
                  <th scope="col" key={error}>
                    {short}
                    <small>
                      {unit}, {reduction}
                    </small>
                  </th>
                );
              })}
              <th scope="col">parameters</th>
              <th scope="col">epochs</th>
              <th scope="col">
                training
                {opened ? <small>where it ran</small> : null}
              </th>
            </tr>
          </thead>
          <tbody>
            {models.map((model) => (
              <tr key={model.id}>
                <th scope="row">
                  <ModelKey id={model.id} title={model.title} />
                </th>
                {model.fits ? (
                  errorNames.map((error) => (
                    <ErrorCell key={error} {...{ model, error }} lowest={lowestOf(models, model, error)} />
                  ))
                ) : (
                  <td colSpan={errorNames.length} class="soft">
                    not for {describeSamples(sample)}
                  </td>
                )}
                <td>{formatCount(model.parameters)}</td>
                <td>{model.history.length === 0 ? "—" : model.history.length}</td>
                <td>{model.seconds === 0 ? "—" : formatDuration(model.seconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface ErrorCellProps {
  readonly model: ComparedModel;
  readonly error: ErrorName;
  readonly lowest: number | undefined;
}

function ErrorCell({ model: { figures, settings }, error, lowest }: ErrorCellProps): JSX.Element {
  const value = figures && ownErrors(figures)[error];
  if (figures === undefined || value === undefined) return <td class="soft">…</td>;
  return (
    <td>
      {value === lowest ? (
        <>
          <strong>{formatNumber(value)}</strong>
          <span class="hidden-text"> lowest</span>
        </>
      ) : (
        formatNumber(value)
      )}
      {figures.noisy === undefined ? null : (
        <>
          <small>from {noiseOfTask(settings)}</small>
          <small>clean: {formatNumber(figures[error] ?? Number.NaN)}</small>
        </>
      )}
    </td>
  );
}

/** The lowest of the models whose task is that of one of them, where they differ. */
function lowestOf(
  models: readonly ComparedModel[],
  { settings: { corruption } }: ComparedModel,
  error: ErrorName,
): number | undefined {
  const values = models.flatMap(({ fits, figures, settings }) => {
    const value = figures && ownErrors(figures)[error];
    return fits && value !== undefined && settings.corruption === corruption ? [value] : [];
  });
  return new Set(values).size < 2 ? undefined : Math.min(...values);
}
