import type { JSX } from "preact";
import { counted } from "../../words.ts";
import { formatLayer } from "../format.ts";
import { contactSheet } from "../picture-grid.ts";
import { codeRange, codeRaster, imageRaster, weightRange, weightRaster } from "../raster.ts";
import type { SectionProps } from "../report-input.ts";
import { nameOf } from "./examples.tsx";
import { Figure } from "./figure.tsx";
import { Legend } from "./legend.tsx";
import { Tile } from "./tile.tsx";

/** What the first layer looks for, and what the convolutions make of images. */
export function FiltersSection(props: SectionProps): JSX.Element | null {
  if (props.evaluation.pictures.filters === undefined) return null;
  return (
    <section>
      <h2>What the encoder looks for</h2>
      <FiltersFigure {...props} />
      <FeatureMapsFigure {...props} />
    </section>
  );
}

function FiltersFigure({ evaluation: { pictures } }: SectionProps): JSX.Element | null {
  const { filters } = pictures;
  if (filters === undefined) return null;
  const { kind, layer, total, shape, givesCode } = filters;
  const range = weightRange(
    filters.filters.map(({ weights }) => weights),
    shape,
  );
  const shown = filters.filters.length;
  const unit = kind === "dense" ? "unit" : "filter";
  const some = shown < total ? `${shown} of its ${counted(total, unit)}` : `its ${counted(total, unit)}`;
  const colored = shape.channels === 3;
  return (
    <Figure
      caption={
        <>
          The weights of the first layer of the encoder ({formatLayer(layer)}), {some}
          {shown < total &&
            (givesCode
              ? ", those that vary the most over the test set"
              : ", those with the longest weight vectors")}
          , each laid out as the {kind === "dense" ? "pixels" : `${shape.height} × ${shape.width} window`}{" "}
          that it multiplies.{" "}
          {colored
            ? "Each weight has the colour of its channel: brighter than mid-grey is positive, darker negative."
            : "Red is positive, blue negative, white 0."}{" "}
          One scale for all; the half percent of weights beyond it have the colours of its ends.
          {shape.channels !== 1 && !colored && " Weights of the channels are averaged."}
        </>
      }
      reading={
        kind === "dense" ? (
          <>
            A unit is excited by what is bright where its filter is {colored ? "bright" : "red"} and inhibited
            by what is bright where it is {colored ? "dark" : "blue"}. What looks like noise is left from the
            random start: training had no reason to move it.{" "}
            {givesCode && "These are the units of the code, with the numbers that they have above."}
          </>
        ) : (
          <>
            Each window slides over the image and answers where the image under it looks like it: edges of one
            direction, spots, flat brightness. Similar windows are waste; windows without strong weights have
            not been needed.
          </>
        )
      }
      files={["figures/filters.svg"]}
    >
      <div class={kind === "dense" ? "filters" : "filters windows"}>
        {filters.filters.map(({ unit, weights }) => (
          <div key={unit}>
            <Tile raster={weightRaster(weights, shape, range)} alt={`weights of unit ${unit}`} />
            <span class="tile-label">{unit}</span>
          </div>
        ))}
      </div>
      <Legend title="weight" range={range} />
    </Figure>
  );
}

const mapsInRow = 16;

function FeatureMapsFigure({ summary, evaluation: { pictures } }: SectionProps): JSX.Element | null {
  const { features, image } = pictures;
  if (features === undefined) return null;
  return (
    <Figure
      caption={
        <>
          Feature maps of {counted(features.images.length, "test image")}: what each convolution hands to the
          next layer, after normalisation, pooling and activation. A small picture is one channel; the colours
          of a layer share one scale
          {features.layers.some(({ shape, maps }) => shape[0] > (maps[0]?.length ?? 0)) &&
            ", and of many channels the first are shown"}
          .
        </>
      }
      reading={
        <>
          Bright places are where a channel has found what it looks for. Early maps still show the image;
          later ones are coarser and answer to more particular things. A map that is dark for every image
          belongs to a channel that is not used. Maps of the decoder go the other way: they are what the
          picture is put together from.
        </>
      }
      files={["figures/feature-maps.svg"]}
    >
      <div class="feature-layers">
        {features.layers.map(({ part, layer, description, shape, maps }) => {
          const range = codeRange(maps.flat());
          const [channels, height, width] = shape;
          const shown = maps[0]?.length ?? 0;
          return (
            <div key={layer}>
              <p class="group-title">
                {part}: {formatLayer(description)}; {shown} of {counted(channels, "map")} of {height} ×{" "}
                {width}
              </p>
              {features.images.map(({ index, label, original }, row) => {
                const name = nameOf(label, summary.dataset.classNames);
                return (
                  <div class="feature-row" key={index}>
                    <Tile
                      raster={imageRaster(original, image)}
                      alt={`test image ${index}${name === undefined ? "" : ` (${name})`}`}
                    />
                    <div style={{ maxWidth: `${(100 * Math.min(mapsInRow, shown)) / mapsInRow}%` }}>
                      <Tile
                        raster={contactSheet(
                          (maps[row] ?? []).map((map) =>
                            codeRaster(map, { rows: height, columns: width }, range),
                          ),
                          mapsInRow,
                          1,
                        )}
                        alt={`its feature maps after ${layer}`}
                      />
                    </div>
                  </div>
                );
              })}
              <Legend title="value" range={range} />
            </div>
          );
        })}
      </div>
    </Figure>
  );
}
