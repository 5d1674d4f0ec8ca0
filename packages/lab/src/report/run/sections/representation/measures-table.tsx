import type { JSX } from "preact";
import { formatNumber } from "../../../words/format.ts";
import { rawWords, type SampleWords } from "../../../words/sample-words.ts";
import { comparedFigures, knownResults, type Representation } from "../../representation-input.ts";

interface MeasuresTableProps {
  readonly representation: Representation;
  readonly samples: SampleWords;
}

/** The figures of every measure, and what stands beside them for comparison. */
export function MeasuresTable({ representation, samples }: MeasuresTableProps): JSX.Element {
  return (
    <div class="table">
      <table class="measures">
        <caption>
          <span>
            What each measure gave on the test {samples.plural}, and beside it what the same measure gives for
            the {rawWords(samples)} themselves or for another point of comparison.
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">figure</th>
            <th scope="col" class="number">
              this code
            </th>
            <th scope="col" class="number">
              beside it
            </th>
            <th scope="col">which is</th>
          </tr>
        </thead>
        {knownResults(representation).map(({ name, info, result }) => (
          <tbody key={name}>
            <tr class="measure">
              <th scope="rowgroup" colSpan={4}>
                {info.title}
              </th>
            </tr>
            {comparedFigures(info, result).map(({ title, unit, better, value, beside }) => (
              <tr key={title}>
                <th scope="row">
                  {title}
                  {better !== undefined && <span class="unit">{better} is better</span>}
                </th>
                <td class="number">
                  {formatNumber(value)}
                  {unit !== "" && <span class="unit">{unit}</span>}
                </td>
                <td class="number">{beside === undefined ? "" : formatNumber(beside.value)}</td>
                <td>{beside?.title}</td>
              </tr>
            ))}
            {result.notMeasured !== undefined && (
              <tr>
                <th scope="row">not measured</th>
                <td colSpan={3}>{result.notMeasured}</td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </div>
  );
}
