import type { ReadonlySignal } from "@preact/signals";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { JSX, RefObject } from "preact";
import { decoded, looked, testSet } from "../../state/exploration.ts";
import { hovered, isDecodable, mapTool } from "../../state/map.ts";
import { valuesAt } from "../explore/sample-name.ts";
import type { ScatterCanvas } from "../explore/scatter-canvas.ts";
import type { ScatterHand } from "../explore/use-scatter-hand.ts";
import { sampleLook } from "../sample-look.ts";
import { SampleView } from "../sample-view.tsx";

interface ThumbnailProps {
  readonly pointer: ScatterHand["pointer"];
  readonly canvas: RefObject<ScatterCanvas | null>;
  /** The decoding of that place, where it is not on the map of the explored model. */
  readonly picture?: ReadonlySignal<SampleValues | undefined>;
}

/** What is decoded where the pointer is; where places stand for no codes, the nearest sample. */
export function Thumbnail({ pointer, canvas, picture: other }: ThumbnailProps): JSX.Element | null {
  const look = sampleLook.value;
  const shown = pointer.value;
  if (shown === undefined || look === undefined) return null;
  const { at, isPressed } = shown;
  const picture = other === undefined ? decodingOrNearest(isPressed) : other.value;
  if (picture === undefined || picture.length === 0) return null;
  const side = isPressed ? pressedSide : hoverSide;
  return (
    <figure
      class={`scatter-finger ${isPressed ? "" : "scatter-hover"}`}
      style={{
        ...placeBeside(at, canvas.current, side, isPressed ? fingerApart : pointerApart),
        width: `${side}px`,
      }}
    >
      <SampleView
        values={picture}
        look={look}
        label={isDecodable.value ? "the decoding of this place" : "the nearest sample"}
      />
    </figure>
  );
}

/** What is seen at the pointer on the map of the explored model. */
function decodingOrNearest(isPressed: boolean): SampleValues | undefined {
  if (isDecodable.value) {
    const pressed = isPressed && mapTool.value === "decode" ? decoded.value?.sample : undefined;
    return pressed ?? hovered.value;
  }
  const [set, index] = [testSet.value, looked.value];
  return set === undefined || index === undefined ? undefined : valuesAt(set, index);
}

/** The side of the picture, and how far from the pointer it is seen, in pixels: a finger hides more than a pointer. */
const [pressedSide, fingerApart] = [112, 26];
const [hoverSide, pointerApart] = [76, 16];

/** Above the pointer, or below near the upper edge; always within the map. */
function placeBeside(
  [x, y]: readonly [number, number],
  canvas: ScatterCanvas | null,
  side: number,
  apart: number,
): { readonly left: string; readonly top: string } {
  const { left, width } = canvas?.area ?? { left: 0, width: 0 };
  const isAbove = y > side + apart;
  return {
    left: `${Math.max(left + 4, Math.min(left + width - side - 4, x - side / 2))}px`,
    top: `${isAbove ? y - side - apart : y + apart}px`,
  };
}
