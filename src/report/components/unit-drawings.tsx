import type { JSX } from "preact";
import { toBytes } from "../../evaluation/pictures.ts";
import { counted } from "../../words.ts";
import { formatNumber } from "../format.ts";
import { differenceRaster, imageRaster } from "../raster.ts";
import type { SectionProps } from "../report-input.ts";
import { unitDifferences } from "../unit-differences.ts";
import { Figure } from "./figure.tsx";
import { Legend } from "./legend.tsx";
import { Tile } from "./tile.tsx";

/** What each unit draws when it alone is not 0. */
export function UnitDrawingsFigure({ evaluation: { measures, pictures } }: SectionProps): JSX.Element {
  const { image, unitDrawings } = pictures;
  const { units, zeroCode } = unitDrawings;
  const { differences, range } = unitDifferences(unitDrawings);
  const some = units.length < measures.code.latentSize;
  return (
    <Figure
      caption={
        <>
          What{" "}
          {some
            ? `${counted(units.length, "unit")}, those that vary the most over the test set,`
            : "each unit"}{" "}
          draws alone. Left: the decoding of a code in which this unit has the mean of its values above 0 on
          the test set (printed below it) and all others are 0. Right: the difference to the decoding of the
          code of zeros, which is shown last.
        </>
      }
      reading={
        <>
          A decoder of one layer adds up such pictures, before its nonlinearity, to build an image. Red is
          what the unit adds, blue what it takes away. Do not expect whole objects: with nothing to ask for
          parts that people would name, units share the work among them.
        </>
      }
      files={["figures/units.svg", "figures/unit-differences.svg"]}
    >
      <div class="units">
        {units.map(({ unit, value, drawing }, index) => (
          <div key={unit}>
            <div class="unit-pair">
              <Tile raster={imageRaster(toBytes(drawing), image)} alt={`unit ${unit} alone`} />
              <Tile
                raster={differenceRaster(differences[index] as Float32Array, image, range)}
                alt={`unit ${unit}: difference to the code of zeros`}
              />
            </div>
            <span class="tile-label">
              <b>{unit}</b>
              {value === 0 ? "dead" : formatNumber(value)}
            </span>
          </div>
        ))}
      </div>
      <div class="units-foot">
        <p class="zero-code">
          <Tile raster={imageRaster(toBytes(zeroCode), image)} alt="" />
          decoding of the code of zeros
        </p>
        <Legend title="difference in intensity" range={range} />
      </div>
    </Figure>
  );
}
