import type { JSX } from "preact";
import type { Reconstruction } from "../../evaluation/pictures.ts";
import { formatNumber } from "../format.ts";
import { measureWords } from "../measures.ts";
import { imageRaster } from "../raster.ts";
import type { SectionProps } from "../report-input.ts";
import { nameOf } from "./examples.tsx";
import { Figure } from "./figure.tsx";
import { Tile } from "./tile.tsx";

/** The best, the median and the worst reconstructed test images. */
export function ExtremesFigure(props: SectionProps): JSX.Element {
  const { measures, pictures } = props.evaluation;
  return (
    <Figure
      caption={
        <>
          The test images that were rebuilt best, middling and worst by{" "}
          {measureWords[measures.rankedBy].label}, each original above its reconstruction. Small print: the
          class, the position in the test set and the error.
        </>
      }
      reading={
        <>
          The best are often plain: few bright pixels leave little to get wrong. The worst tell what the code
          has no room for: rare shapes, fine detail, texture. A low error does not say that the picture is
          recognisable, nor a high one that it is not.
        </>
      }
      files={["figures/extremes.svg", "figures/extremes.csv"]}
    >
      <div class="extremes">
        <Group title="best" images={pictures.best} {...props} />
        <Group title="median" images={pictures.median} {...props} />
        <Group title="worst" images={pictures.worst} {...props} />
      </div>
    </Figure>
  );
}

interface GroupProps extends SectionProps {
  readonly title: string;
  readonly images: readonly Reconstruction[];
}

function Group({ title, images, summary, evaluation: { measures, pictures } }: GroupProps): JSX.Element {
  return (
    <div class="extreme-group">
      <p class="group-title">{title}</p>
      <div class="extreme-tiles">
        {images.map((image) => {
          const name = nameOf(image.label, summary.dataset.classNames);
          const which = `test image ${image.index}${name === undefined ? "" : ` (${name})`}`;
          return (
            <div key={image.index}>
              <Tile raster={imageRaster(image.original, pictures.image)} alt={`${which}: original`} />
              <Tile
                raster={imageRaster(image.reconstruction, pictures.image)}
                alt={`${which}: reconstruction`}
              />
              <span class="tile-label">
                {name !== undefined && <b>{name}</b>}
                <span>no. {image.index}</span>
                {formatNumber(image[measures.rankedBy])}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
