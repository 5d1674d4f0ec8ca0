import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { ImageShape } from "../../../src/data/samples/shape.ts";
import { imageData } from "../pixel-canvas.tsx";

interface PictureSheetProps {
  /** `[count, height, width, channels]` bytes. */
  readonly images: Uint8Array;
  readonly shape: ImageShape;
  readonly columns: number;
  readonly label: string;
  readonly class: string;
  /** A cell that is marked, counted row by row. */
  readonly marked?: number | undefined;
  readonly describedBy?: string;
  /** Where cells can be chosen. */
  readonly onCell?: (cell: number) => void;
  /** The cell that the keys move to. */
  readonly onMark?: (cell: number) => void;
}

/** Many pictures on one canvas, in rows; cells can be chosen by hand and by keys. */
export function PictureSheet(props: PictureSheetProps): JSX.Element {
  const { images, shape, columns, label, class: name, marked, describedBy, onCell, onMark } = props;
  const { height, width, channels } = shape;
  const canvas = useRef<HTMLCanvasElement>(null);
  const count = images.length / (height * width * channels);
  const rows = Math.ceil(count / columns);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context == null) return;
    const size = height * width * channels;
    for (let cell = 0; cell < count; cell++) {
      const bytes = images.subarray(cell * size, (cell + 1) * size);
      const left = (cell % columns) * width;
      const top = Math.floor(cell / columns) * height;
      context.putImageData(imageData(bytes, height, width, channels), left, top);
    }
  }, [images, count, columns, height, width, channels]);
  const cellAt = ({ currentTarget, clientX, clientY }: TargetedPointerEvent<HTMLElement>): number => {
    const box = currentTarget.getBoundingClientRect();
    const column = Math.floor(((clientX - box.left) / box.width) * columns);
    const row = Math.floor(((clientY - box.top) / box.height) * rows);
    return Math.max(0, Math.min(count - 1, row * columns + column));
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    const from = marked ?? 0;
    if (step !== undefined) {
      const to = from + step;
      if (to >= 0 && to < count) onMark?.(to);
    } else if (event.key === "Enter" || event.key === " ") onCell?.(from);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const interactive =
    onCell === undefined
      ? {}
      : {
          tabIndex: 0,
          onKeyDown,
          onPointerDown: (event: TargetedPointerEvent<HTMLElement>) => onCell(cellAt(event)),
          onPointerMove: (event: TargetedPointerEvent<HTMLElement>) => {
            if (event.buttons === 1) onCell(cellAt(event));
          },
        };
  return (
    <div
      class={`sheet ${name}`}
      {...{ role: onCell === undefined ? ("img" as const) : ("application" as const), "aria-label": label }}
      {...(describedBy === undefined ? {} : { "aria-describedby": describedBy })}
      {...interactive}
    >
      <canvas ref={canvas} class="pixels" width={columns * width} height={rows * height} />
      {marked === undefined ? null : (
        <span
          class="sheet-mark"
          aria-hidden="true"
          style={{
            left: `${((marked % columns) / columns) * 100}%`,
            top: `${(Math.floor(marked / columns) / rows) * 100}%`,
            width: `${100 / columns}%`,
            height: `${100 / rows}%`,
          }}
        />
      )}
    </div>
  );
}
