import { useComputed, useSignal } from "@preact/signals";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { joined } from "hourglass-core/internal/data/samples/samples.ts";
import { capitalise } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { testSet, walkEnds, walkPictures, walkSteps } from "../../state/exploration.ts";
import { setWalkEnd } from "../../state/explore.ts";
import { crossFade } from "../../state/path.ts";
import { liveExamples, samplesKind } from "../../state/session.ts";
import { sampleLook } from "../sample-look.ts";
import { sampleAt } from "../sample-picture.ts";
import { SampleView } from "../sample-view.tsx";
import { sampleName, valuesAt } from "./sample-name.ts";
import { SampleSheet } from "./sample-sheet.tsx";
import { useSectionSeen } from "./use-section-seen.ts";

/** Of the steps of a walk, every so-manieth is drawn in the strip. */
const stripStride = 4;
const stripSteps = Math.ceil(walkSteps / stripStride);
/** Milliseconds between steps while it plays. */
const pace = 60;

/** A walk on the straight line between the codes of two test samples. */
export function Walk({ classNames }: { readonly classNames: readonly string[] }): JSX.Element | null {
  const seen = useSectionSeen<HTMLElement>("walk");
  const step = useSignal(0);
  const plays = useSignal(false);
  const chosenEnd = useSignal<0 | 1>(1);
  const set = testSet.value;
  const look = sampleLook.value;
  const ends = walkEnds.value;
  const strip = useComputed(() => every(walkPictures.value, walkSteps, stripStride));

  useEffect(() => {
    if (!plays.value) return;
    let forth = step.peek() < walkSteps - 1 ? 1 : -1;
    const timer = setInterval(() => {
      if (step.peek() + forth < 0 || step.peek() + forth >= walkSteps) forth = -forth;
      step.value += forth;
    }, pace);
    return () => clearInterval(timer);
  }, [plays.value, plays, step]);

  if (set === undefined || look === undefined || ends === undefined) return <section ref={seen} />;
  const { plural } = samplesKind.value;
  const decodings = walkPictures.value;
  const shown = decodings && sampleAt(decodings, look, step.value);
  const offered = liveExamples.value?.indices ?? [];
  return (
    <section class="card walk" aria-labelledby="walk-title" ref={seen}>
      <h3 id="walk-title">A walk between two {plural}</h3>
      <div class="walk-stage">
        {([0, 1] as const).map((end) => (
          <button
            key={end}
            type="button"
            class={`walk-end walk-end-${end}`}
            aria-pressed={chosenEnd.value === end}
            aria-label={`${end === 0 ? "From" : "To"} ${sampleName(ends[end], classNames)}: choose another`}
            onClick={() => {
              chosenEnd.value = end;
            }}
          >
            <SampleView
              values={valuesAt(set, ends[end])}
              look={look}
              label={sampleName(ends[end], classNames)}
            />
            <span>{end === 0 ? "A" : "B"}</span>
          </button>
        ))}
        <figure class="walk-shown">
          {shown === undefined || shown.length === 0 ? null : (
            <SampleView values={shown} look={look} label={`step ${step.value + 1} of ${walkSteps}`} />
          )}
        </figure>
        <div class="walk-controls">
          <button
            type="button"
            class="primary"
            onClick={() => {
              plays.value = !plays.value;
            }}
          >
            {plays.value ? "Stop" : "Play"}
          </button>
          <input
            type="range"
            min={0}
            max={walkSteps - 1}
            value={step.value}
            aria-label="Step of the walk"
            onInput={({ currentTarget }) => {
              plays.value = false;
              step.value = currentTarget.valueAsNumber;
            }}
          />
        </div>
      </div>
      <SampleSheet
        class="walk-strip"
        count={stripSteps}
        values={strip.value}
        look={look}
        columns={stripSteps}
        label="Pictures of the walk; arrows and Enter choose a step"
        marked={Math.round(step.value / stripStride)}
        onMark={(cell) => {
          step.value = cell * stripStride;
        }}
        onCell={(cell) => {
          plays.value = false;
          step.value = cell * stripStride;
        }}
      />
      <p class="soft walk-faded">The cross-fade of their pixels, for comparison:</p>
      <SampleSheet
        class="walk-strip"
        count={stripSteps}
        values={strip.value && crossFade(valuesAt(set, ends[0]), valuesAt(set, ends[1]), stripSteps)}
        look={look}
        columns={stripSteps}
        label="The cross-fade of both ends"
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a line of pictures */}
      <div
        class="walk-offered"
        role="group"
        aria-label={`${capitalise(plural)} for end ${chosenEnd.value === 0 ? "A" : "B"}`}
      >
        <span class="soft">{`Choose ${chosenEnd.value === 0 ? "A" : "B"}:`}</span>
        {offered.map((index) => (
          <button
            key={index}
            type="button"
            aria-label={sampleName(index, classNames)}
            aria-pressed={ends[chosenEnd.value] === index}
            onClick={() => setWalkEnd(chosenEnd.value, index)}
          >
            <SampleView values={valuesAt(set, index)} look={look} label="" />
          </button>
        ))}
      </div>
      <p class="hint">Or point at the scatter and take "Walk from it", "Walk to it".</p>
    </section>
  );
}

/** Every so-manieth of `count` samples. */
function every(samples: SampleValues | undefined, count: number, stride: number): SampleValues | undefined {
  if (samples === undefined) return undefined;
  const size = samples.length / count;
  const places = Array.from({ length: Math.ceil(count / stride) }, (_, at) => at * stride * size);
  return joined(places.map((start) => samples.subarray(start, start + size)));
}
