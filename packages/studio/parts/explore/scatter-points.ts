import { drawDot, type Rgb } from "./dots.ts";
import { drawnNumbers, drawnSamples, type Marks, rgbOf } from "./point-marks.ts";
import { type ScatterPicture, shownPoints } from "./scatter-picture.ts";
import { inside } from "./strokes.ts";
import { classColor } from "./theme.ts";

/** CSS pixels. */
const numeralSize = 11;

/**
 * Draws the points as dots, numbers or samples.
 * @param dots bytes to draw dots into, as large as the box
 */
export function drawPoints(
  context: CanvasRenderingContext2D,
  picture: ScatterPicture,
  dots: ImageData,
  marks: Marks,
): void {
  if (picture.appearance.mark === "dots") drawDots(context, picture, dots);
  else drawSprites(context, picture, picture.appearance.mark, marks);
}

function drawDots(context: CanvasRenderingContext2D, picture: ScatterPicture, dots: ImageData): void {
  const { appearance, plane, points, box, ratio } = picture;
  const { theme } = appearance;
  dots.data.fill(0);
  // As many as there are, they cover about the same part of the map.
  const drawn = points.length / 2 / picture.stride;
  const radius = Math.max(1.7, Math.min(2.8, (2.2 * Math.sqrt(box.width * box.height)) / 340)) * ratio;
  const opacity = drawn > 1200 ? 0.62 : 0.78;
  const [none, ...colors] = [undefined, ...theme.classes.keys()].map((label) =>
    rgbOf(classColor(theme, label)),
  );
  for (const [index, x, y] of shownPoints(picture)) {
    const label = plane?.labels?.[index];
    const color = (label === undefined ? none : colors[label % colors.length]) as Rgb;
    drawDot(dots.data, dots.width, (x - box.left) * ratio, (y - box.top) * ratio, radius, color, opacity);
  }
  context.putImageData(dots, Math.round(box.left * ratio), Math.round(box.top * ratio));
}

function drawSprites(
  context: CanvasRenderingContext2D,
  picture: ScatterPicture,
  mark: "numbers" | "samples",
  marks: Marks,
): void {
  const { appearance, plane, box, ratio } = picture;
  const { theme, samples, look } = appearance;
  inside(context, box, () => {
    for (const [index, x, y] of shownPoints(picture, mark === "samples" ? drawnSamples : drawnNumbers)) {
      const sprite =
        mark === "samples"
          ? marks.sample(index, samples, look, theme)
          : marks.numeral(plane?.labels?.[index], theme, numeralSize, ratio);
      const { picture: drawn, size } = sprite;
      context.drawImage(drawn, x - size / 2, y - size / 2, size, size);
    }
  });
}
