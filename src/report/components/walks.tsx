import type { JSX } from "preact";
import { counted } from "../../words.ts";
import { imageRaster } from "../raster.ts";
import type { SectionProps } from "../report-input.ts";
import { nameOf } from "./examples.tsx";
import { Figure } from "./figure.tsx";
import { Tile } from "./tile.tsx";

/** What lies between the codes of two images. */
export function Walks({ summary, evaluation: { pictures } }: SectionProps): JSX.Element | null {
  const { walks, image } = pictures;
  if (walks.length === 0) return null;
  return (
    <section>
      <h2>From one image to another</h2>
      <Figure
        caption={
          <>
            Straight lines through the space of codes. At both ends a test image; between them the decodings
            of {counted(walks[0]?.steps.length ?? 0, "code")} at equal steps from the code of the left one to
            that of the right one.
          </>
        }
        reading={
          <>
            Second from each end stands the reconstruction of the image beside it. If the pictures between
            look like images too, one kind turning into another, the code has no holes there. If they look
            like both ends laid over each other, the code adds up pictures rather than describing them.
          </>
        }
        files={["figures/walks.svg"]}
      >
        <div class="walks">
          {walks.map(({ from, to, steps }) => {
            const name = (label: number | undefined): string =>
              nameOf(label, summary.dataset.classNames) ?? "";
            return (
              <div class="walk" key={from.index}>
                <Tile
                  raster={imageRaster(from.original, image)}
                  alt={`test image ${from.index} ${name(from.label)}`}
                />
                <div class="walk-steps">
                  {steps.map((step, index) => (
                    <Tile key={index} raster={imageRaster(step, image)} alt="" />
                  ))}
                </div>
                <Tile
                  raster={imageRaster(to.original, image)}
                  alt={`test image ${to.index} ${name(to.label)}`}
                />
              </div>
            );
          })}
        </div>
      </Figure>
    </section>
  );
}
