import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { shownExample } from "../../state/machine.ts";
import {
  liveExamples,
  liveRenewals,
  loadedData,
  prepared,
  samplesKind,
  training,
} from "../../state/session.ts";
import { theme } from "../../state/theme.ts";
import { isTold } from "../../state/told-class.ts";
import type { Rebuilt } from "../../workers/explorer/explorer-api.ts";
import { colour } from "../colours.ts";
import { RowTable } from "../row-table.tsx";
import { sampleLook } from "../sample-look.ts";
import { drawingWords, sampleAt } from "../sample-picture.ts";
import { SampleView } from "../sample-view.tsx";
import { barsOf } from "./code-bars.ts";

/** The same test samples again and again: what the model makes of them so far, and their codes. */
export function ExamplesRow(): JSX.Element {
  const examples = liveExamples.value;
  const look = sampleLook.value;
  if (examples === undefined || prepared.value === undefined || look === undefined) {
    return <div class="examples-waiting" />;
  }
  const { title, plural } = samplesKind.value;
  const drawing = drawingWords(look.shape);
  const names = loadedData.value?.classNames ?? [];
  const { indices, labels, originals, corrupted, reconstructions, codes, sse } = examples;
  const codeSize = codes.length / indices.length;
  const reach = codes.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const shown = Math.min(shownExample.value, indices.length - 1);
  const picture = (values: SampleValues, at: number): JSX.Element => (
    <SampleView values={sampleAt(values, look, at)} look={look} label="" class="example-picture" />
  );
  return (
    <figure class="examples" data-renewals={liveRenewals.value}>
      <div class="view-head">
        <h3>Test {plural} and what becomes of them</h3>
        <p class="soft">{caption(examples, training.value.status === "new")}</p>
      </div>
      <ol class={corrupted === undefined ? "examples-list" : "examples-list examples-noisy"}>
        <li class="example example-names" aria-hidden="true">
          <span>original</span>
          {corrupted === undefined ? null : <span>with noise</span>}
          <span>rebuilt</span>
          <span>code</span>
        </li>
        {indices.map((index, at) => {
          const label = labels?.[at];
          const name = label === undefined ? "" : `, ${names[label] ?? `class ${label}`}`;
          return (
            <li
              key={index}
              class="example"
              title={`Test ${title} ${index}${name}: squared error ${formatNumber(sse[at] ?? 0)}`}
            >
              <span class="hidden-text">
                Test {title} {index}
                {name}: squared error {formatNumber(sse[at] ?? 0)}
              </span>
              <button
                type="button"
                class="example-choose"
                aria-pressed={at === shown}
                aria-label={`Show test ${title} ${index} in the model`}
                onClick={() => {
                  shownExample.value = at;
                }}
              />
              {picture(originals, at)}
              {corrupted === undefined ? null : picture(corrupted, at)}
              {picture(reconstructions, at)}
              <CodeBars code={codes.subarray(at * codeSize, (at + 1) * codeSize)} reach={reach} />
            </li>
          );
        })}
      </ol>
      {drawing === "" ? null : <p class="drawing-words">{drawing}</p>}
      <RowTable
        look={look}
        original={sampleAt(originals, look, shown)}
        reconstruction={sampleAt(reconstructions, look, shown)}
        caption={`Test ${title} ${indices[shown]}, the one that is chosen, column by column`}
      />
    </figure>
  );
}

function caption({ corrupted, codes, indices }: Rebuilt, isUntrained: boolean): string {
  if (isUntrained) return "Before training the weights are random, and so is what they draw.";
  const size = codes.length / indices.length;
  const values = counted(size, "value");
  return corrupted === undefined
    ? `Each is drawn again from the ${values} of its code ${isTold(prepared.value) ? "and its class" : "alone"}.`
    : `The model sees the noisy one, and draws it again from the ${values} of its code, without the noise.`;
}

const barHeight = 30;

/** The values of a code as bars up and down from 0. */
function CodeBars({ code, reach }: { readonly code: Float32Array; readonly reach: number }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const looks = theme.value;
  const bars = barsOf(code);
  const apart = 1;
  const thick = Math.max(2, Math.floor(128 / bars.length) - apart);
  const width = bars.length * (thick + apart) - apart;
  // Without negative values, as after a ReLU, 0 is at the bottom.
  const isSigned = bars.some((value) => value < 0);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined) return;
    context.clearRect(0, 0, width, barHeight);
    const zero = isSigned ? barHeight / 2 : barHeight - 1;
    const scale = reach === 0 ? 0 : (isSigned ? zero - 1 : zero) / reach;
    context.fillStyle = colour("--line");
    context.fillRect(0, zero, width, 1);
    for (const [at, value] of bars.entries()) {
      context.fillStyle = colour(value < 0 ? "--plot-second" : "--plot-first");
      const length = Math.abs(value) * scale;
      context.fillRect(at * (thick + apart), value < 0 ? zero : zero - length, thick, length);
    }
    // The bars are made of the code.
  }, [code, reach, looks]);
  return <canvas ref={canvas} class="code-bars" width={width} height={barHeight} />;
}
