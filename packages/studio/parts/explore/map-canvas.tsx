import { effect, type ReadonlySignal } from "@preact/signals";
import type { ComponentChildren, HTMLAttributes, JSX, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { hiddenClasses, testSet } from "../../state/exploration.ts";
import type { Ground, MapView } from "../../state/map.ts";
import { loadedData } from "../../state/session.ts";
import type { CodePlane } from "../../workers/explorer/explorer-api.ts";
import { sampleLook } from "../sample-look.ts";
import type { Mark } from "./point-marks.ts";
import { ScatterCanvas } from "./scatter-canvas.ts";
import type { Highlights } from "./scatter-highlights.ts";
import { theme } from "./theme.ts";

/** What a map draws; signals, so that nothing but the canvas is drawn again when they change. */
export interface MapSources {
  readonly plane: ReadonlySignal<CodePlane | undefined>;
  readonly highlights: ReadonlySignal<Highlights>;
  readonly ground?: ReadonlySignal<Ground | undefined>;
  readonly mark?: ReadonlySignal<Mark>;
  readonly onView?: (view: MapView) => void;
}

interface MapCanvasProps {
  readonly sources: MapSources;
  /** Filled with what draws, for hands that zoom and look for points. */
  readonly canvas: RefObject<ScatterCanvas | null>;
  readonly class?: string;
  /** For the element that is pressed and has the focus: its name, its keys. Where there are none it is a picture. */
  readonly hand?: HTMLAttributes<HTMLDivElement>;
  readonly label: string;
  /** What lies above the map. */
  readonly children?: ComponentChildren;
}

/** Codes in their plane. */
export function MapCanvas(props: MapCanvasProps): JSX.Element {
  const { sources, canvas, class: name = "", hand, label, children } = props;
  const frame = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const middle = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    const element = frame.current;
    if (element === null || ground.current === null || middle.current === null || above.current === null)
      return;
    const drawn = new ScatterCanvas([ground.current, middle.current, above.current], sources.onView);
    canvas.current = drawn;
    const observer = new ResizeObserver(() =>
      drawn.resize(element.clientWidth, element.clientHeight, Math.min(3, devicePixelRatio)),
    );
    observer.observe(element);
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const ends = [
      effect(() => drawn.show(sources.plane.value, !calm.matches)),
      effect(() => {
        const look = sampleLook.value;
        if (theme.value === undefined || testSet.value === undefined || look === undefined) return;
        drawn.paint({
          ...{ theme: theme.value, mark: sources.mark?.value ?? "dots", look },
          ...{ hidden: hiddenClasses.value, samples: testSet.value },
          classNames: loadedData.value?.classNames ?? [],
        });
      }),
      effect(() => drawn.lay(sources.ground?.value)),
      effect(() => drawn.highlight(sources.highlights.value)),
    ];
    return () => {
      for (const end of ends) end();
      observer.disconnect();
      drawn.end();
      canvas.current = null;
    };
  }, []);

  const canvases = (
    <>
      <canvas ref={ground} />
      <canvas ref={middle} />
      <canvas ref={above} />
    </>
  );
  return (
    <div class={`scatter-frame ${name}`} ref={frame}>
      {hand === undefined ? (
        <div class="scatter-picture" role="img" aria-label={label}>
          {canvases}
        </div>
      ) : (
        <div
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes arrow keys itself
          tabIndex={0}
          role="application"
          aria-label={label}
          {...hand}
        >
          {canvases}
        </div>
      )}
      {children}
    </div>
  );
}
