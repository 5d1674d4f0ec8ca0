import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import type { SampleLook } from "../sample-picture.ts";
import { SampleView, sheetSize } from "../sample-view.tsx";

interface SampleSheetProps {
  readonly count: number;
  /** `[count, sampleSize]`; until they are there the sheet keeps their room, so that nothing below it moves when they come. */
  readonly values: SampleValues | undefined;
  readonly look: SampleLook;
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

/** Many samples on one canvas, in rows; cells can be chosen by hand and by keys. */
export function SampleSheet(props: SampleSheetProps): JSX.Element {
  const { count, values, look, columns, label, class: name, marked, describedBy, onCell, onMark } = props;
  const rows = Math.ceil(count / columns);
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
  if (values === undefined) {
    const { width, height } = sheetSize(look.shape, count, columns);
    return <div class={`sheet ${name}`} style={{ aspectRatio: `${width} / ${height}` }} />;
  }
  return (
    <div
      class={`sheet ${name}`}
      {...{ role: onCell === undefined ? ("img" as const) : ("application" as const), "aria-label": label }}
      {...(describedBy === undefined ? {} : { "aria-describedby": describedBy })}
      {...interactive}
    >
      <SampleView values={values} look={look} columns={columns} label="" />
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
