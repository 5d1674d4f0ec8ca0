import { effect, useSignal } from "@preact/signals";
import { counted, withArticle } from "hourglass-core/internal/words.ts";
import { formatCount } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import {
  decoded,
  hiddenClasses,
  latentSize,
  looked,
  place,
  plane,
  testSet,
  walkEnds,
} from "../../state/exploration.ts";
import { samplesKind } from "../../state/session.ts";
import { sampleLook } from "../sample-look.ts";
import { SampleView } from "../sample-view.tsx";
import { Legend } from "./legend.tsx";
import { drawnNumbers, drawnSamples, type Mark } from "./point-marks.ts";
import { sampleName } from "./sample-name.ts";
import { ScatterCanvas } from "./scatter-canvas.ts";
import { theme } from "./theme.ts";
import { type Drag, useScatterHand } from "./use-scatter-hand.ts";
import { useSectionSeen } from "./use-section-seen.ts";

const markTitles: Readonly<Record<Mark, string>> = {
  dots: "dots",
  numbers: `numbers of their class (${formatCount(drawnNumbers)})`,
  samples: `themselves (${formatCount(drawnSamples)})`,
};
const marks = Object.keys(markTitles) as readonly Mark[];

/** The test set's codes in their plane: look at samples, decode any point. */
export function Scatter({ classNames }: { readonly classNames: readonly string[] }): JSX.Element {
  const seen = useSectionSeen<HTMLDivElement>("plane");
  const ground = useRef<HTMLCanvasElement>(null);
  const middle = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const canvas = useRef<ScatterCanvas>(null);
  const mark = useSignal<Mark>("dots");
  const { drag, cursor, held, handlers } = useScatterHand(canvas);

  useEffect(() => {
    if (ground.current === null || middle.current === null || above.current === null) return;
    const drawn = new ScatterCanvas([ground.current, middle.current, above.current]);
    canvas.current = drawn;
    const frame = above.current.parentElement as HTMLElement;
    const resize = (): void =>
      drawn.resize(frame.clientWidth, frame.clientHeight, Math.min(3, devicePixelRatio));
    const observer = new ResizeObserver(resize);
    observer.observe(frame);
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const ends = [
      effect(() => drawn.show(plane.value, !calm.matches)),
      effect(() => {
        const look = sampleLook.value;
        if (theme.value === undefined || testSet.value === undefined || look === undefined) return;
        drawn.paint({
          theme: theme.value,
          mark: mark.value,
          hidden: hiddenClasses.value,
          samples: testSet.value,
          look,
        });
      }),
      effect(() =>
        drawn.highlight({
          ...(looked.value === undefined ? {} : { looked: looked.value }),
          ...(place.value === undefined ? {} : { place: place.value }),
          ...(walkEnds.value === undefined ? {} : { ends: walkEnds.value }),
          ...(cursor.value === undefined ? {} : { cursor: cursor.value }),
        }),
      ),
    ];
    return () => {
      for (const end of ends) end();
      observer.disconnect();
      drawn.end();
    };
  }, [mark, cursor]);

  const shown = plane.value;
  const look = sampleLook.value;
  const picture = decoded.value?.sample;
  const { title, plural } = samplesKind.value;
  const at = held.value;
  return (
    <div class="scatter" ref={seen}>
      <div class="scatter-frame">
        <div
          class={`scatter-cursor scatter-cursor-${drag.value}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow keys itself
          tabIndex={0}
          role="application"
          aria-label={`Scatter of ${counted(shown?.count ?? 0, `test ${title}`, `test ${plural}`)} by their codes`}
          aria-describedby="scatter-help scatter-share"
          {...handlers}
        >
          <canvas ref={ground} />
          <canvas ref={middle} />
          <canvas ref={above} />
        </div>
        {at === undefined || picture === undefined || look === undefined ? null : (
          <figure class="scatter-finger" style={besides(at, canvas.current)}>
            <SampleView values={picture} look={look} label="the decoding of this point" />
          </figure>
        )}
      </div>
      <div class="scatter-tools">
        {/* biome-ignore lint/a11y/useSemanticElements: a line of buttons */}
        <div class="buttons" role="group" aria-label="Zoom">
          <button type="button" aria-label="Zoom in" onClick={() => canvas.current?.zoom(1.5)}>
            +
          </button>
          <button type="button" aria-label="Zoom out" onClick={() => canvas.current?.zoom(1 / 1.5)}>
            −
          </button>
          <button type="button" onClick={() => canvas.current?.reset()}>
            Fit
          </button>
        </div>
        <label>
          <span>Drag to</span>
          <select
            value={drag.value}
            onChange={({ currentTarget }) => {
              drag.value = currentTarget.value as Drag;
            }}
          >
            <option value="decode">decode</option>
            <option value="move">move the picture</option>
          </select>
        </label>
        <label>
          <span>Show {plural} as</span>
          <select
            value={mark.value}
            onChange={({ currentTarget }) => {
              mark.value = currentTarget.value as Mark;
            }}
          >
            {marks.map((one) => (
              <option key={one} value={one} disabled={one === "numbers" && classNames.length === 0}>
                {markTitles[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Legend classNames={classNames} />
      <p id="scatter-share" class="soft">
        {shareInWords(latentSize.value)}
      </p>
      <p id="scatter-help" class="hint">
        Point at {withArticle(title)} to see it; press and drag anywhere to decode that point. Once clicked,
        the wheel zooms; two fingers do too. Keys: arrows move a cursor, Enter decodes, + − 0 zoom.
      </p>
      <p class="hidden-text" aria-live="polite">
        {cursor.value === undefined || looked.value === undefined
          ? ""
          : `nearest: ${sampleName(looked.value, classNames)}`}
      </p>
    </div>
  );
}

/** The side of the picture that follows the finger, and how far above the finger it is seen, in pixels. */
const [fingerSide, fingerAbove] = [112, 26];

/** Where that picture lies: above the finger, or below near the upper edge; always within the frame. */
function besides(
  [x, y]: readonly [number, number],
  canvas: ScatterCanvas | null,
): { readonly left: string; readonly top: string } {
  const { left, width } = canvas?.area ?? { left: 0, width: 0 };
  const isAbove = y > fingerSide + fingerAbove;
  return {
    left: `${Math.max(0, Math.min(left + width - fingerSide, x - fingerSide / 2))}px`,
    top: `${isAbove ? y - fingerSide - fingerAbove : y + fingerAbove}px`,
  };
}

function shareInWords(size: number): string {
  const shown = plane.value;
  if (shown === undefined) return "No codes are here yet.";
  const { title, plural } = samplesKind.value;
  const samples = counted(shown.count, `test ${title}`, `test ${plural}`);
  switch (shown.axes) {
    case "the code's only value":
      return `${samples}. The code is one value; the lanes only keep classes apart.`;
    case "the code's two values":
      return `${samples}. The code has two values: this is all of it.`;
    case "principal components": {
      const percent = Math.round(100 * shown.share);
      return `${samples}. These two directions hold ${percent} % of the variance of the code's ${counted(size, "value")}; the rest is not seen here.`;
    }
  }
}
