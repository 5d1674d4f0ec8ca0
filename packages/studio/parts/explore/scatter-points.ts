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
  const radius = (points.length / 2 > 4000 ? 1.9 : 2.8) * ratio;
  const [none, ...colors] = [undefined, ...theme.classes.keys()].map((label) =>
    rgbOf(classColor(theme, label)),
  );
  for (const [index, x, y] of shownPoints(picture)) {
    const label = plane?.labels?.[index];
    const color = (label === undefined ? none : colors[label % colors.length]) as Rgb;
    drawDot(dots.data, dots.width, (x - box.left) * ratio, (y - box.top) * ratio, radius, color, 0.8);
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
