import { counted } from "../../words.ts";
import { Tile } from "../components/tile.tsx";
import { nameOf } from "../image-words.ts";
import { imageTile, pictureSheet } from "../picture-sheet.tsx";
import { imageRaster } from "../raster.ts";
import { runWords } from "../run-words.ts";
import type { Figure } from "../section.ts";
import { ofTestImages, type ReportSection, type SoundReportInput } from "./report-section.ts";

/** What lies between the codes of two images. */
export const walks: ReportSection = ofTestImages({
  title: "From one image to another",
  parts: (run) => [walksFigure(run)],
});

function walksFigure({ summary, evaluation: { pictures } }: SoundReportInput): Figure | undefined {
  const { walks, image } = pictures;
  if (walks.length === 0) return undefined;
  const classOf = (label: number | undefined): string | undefined =>
    nameOf(label, summary.dataset.classNames);
  const sheet = pictureSheet(
    {
      title: "From one test image to another, in equal steps between their codes",
      of: runWords(summary),
      notes: ["The first and the last of a row are the images themselves; between them, decoded codes."],
    },
    walks.map(({ from, to, steps }) => ({
      label: [from, to].map((end) => classOf(end.label) ?? `image ${end.index}`).join(" to "),
      tiles: [from.original, ...steps, to.original].map((bytes) => imageTile(bytes, image)),
    })),
  );
  return {
    caption: (
      <>
        Straight lines through the space of codes. At both ends a test image; between them the decodings of{" "}
        {counted(walks[0]?.steps.length ?? 0, "code")} at equal steps from the code of the left one to that of
        the right one.
      </>
    ),
    reading: (
      <>
        Second from each end stands the reconstruction of the image beside it. If the pictures between look
        like images too, one kind turning into another, the code has no holes there. If they look like both
        ends laid over each other, the code adds up pictures rather than describing them.
      </>
    ),
    files: { "figures/walks.svg": sheet },
    view: (
      <div class="walks">
        {walks.map(({ from, to, steps }) => (
          <div class="walk" key={from.index}>
            <Tile
              raster={imageRaster(from.original, image)}
              alt={`test image ${from.index} ${classOf(from.label) ?? ""}`}
            />
            <div class="walk-steps">
              {steps.map((step, index) => (
                <Tile key={index} raster={imageRaster(step, image)} alt="" />
              ))}
            </div>
            <Tile
              raster={imageRaster(to.original, image)}
              alt={`test image ${to.index} ${classOf(to.label) ?? ""}`}
            />
          </div>
        ))}
      </div>
    ),
  };
}
