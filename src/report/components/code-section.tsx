import type { JSX } from "preact";
import type { CodeStatistics } from "../../evaluation/activations.ts";
import type { Measures } from "../../evaluation/evaluation.ts";
import { counted } from "../../words.ts";
import { formatNumber } from "../format.ts";
import type { SectionProps } from "../report-input.ts";
import { Figure } from "./figure.tsx";
import { Plot } from "./plot.tsx";
import { UnitDrawingsFigure } from "./unit-drawings.tsx";

/** What the units of the code draw, and how often and how strongly each is used. */
export function CodeSection(props: SectionProps): JSX.Element {
  const { code, images, variational } = props.evaluation.measures;
  const shown = props.evaluation.pictures.unitDrawings.units.length;
  return (
    <section>
      <h2>What the code holds</h2>
      <p>{describeUse(props.evaluation.measures)}</p>
      <UnitDrawingsFigure {...props} />
      <Figure
        caption={
          <>
            Distribution of the activation of{" "}
            {shown < code.latentSize ? `the ${counted(shown, "unit")} of the figure before` : "each unit"}{" "}
            over the {counted(images, "test image")}, all on one scale, each as high as its own peak. At the
            left the unit's number, at the right the share of images on which it is active, that is above 0.
            Values of exactly 0 are left out.
          </>
        }
        reading={
          variational === undefined
            ? "A unit that is active on every image works like a dial; one that is active on few, like a switch for something particular; one that is dead does nothing and wastes its place. How far a hump reaches to the right says little by itself: the decoder's weights decide how much a value counts."
            : "A broad hump around 0 belongs to a unit that tells images apart; a spike at 0 to one that the model does without: its mean is that of the prior whatever the image."
        }
        files={["figures/activations.svg", "figures/activations.csv", "figures/activation-histograms.csv"]}
      >
        <Plot plot={props.plots.activations} />
      </Figure>
    </section>
  );
}

function describeUse({ code, images, variational }: Measures): JSX.Element | string {
  if (variational !== undefined) {
    return (
      "The code of an image is a distribution; what follows is about its mean, " +
      `${counted(code.latentSize, "value")}, over the ${counted(images, "test image")}.`
    );
  }
  const { mean, standardDeviation } = code.activeValues;
  return (
    <>
      Over the {counted(images, "test image")}, <strong>{formatNumber(mean)}</strong> of the{" "}
      {counted(code.latentSize, "value")} of a code are active, that is above 0, on average (standard
      deviation over images {formatNumber(standardDeviation)}). {describeDead(code)}
    </>
  );
}

function describeDead({ dead, nonNegative, latentSize }: CodeStatistics): string {
  if (!nonNegative) {
    return (
      "The code also takes values below 0, so a unit that is never above 0 could still carry information" +
      (dead.length === 0 ? "; here there is none." : `; here these are ${listUnits(dead)}.`)
    );
  }
  if (dead.length === 0) return "No unit is dead: each is above 0 on at least one test image.";
  const rest = latentSize - dead.length;
  return `Dead, that is 0 on every test image: ${listUnits(dead)}. In effect the code has ${counted(rest, "value")}.`;
}

function listUnits(units: readonly number[]): string {
  return `unit${units.length === 1 ? "" : "s"} ${units.join(", ")}`;
}
