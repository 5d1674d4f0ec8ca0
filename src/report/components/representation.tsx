import type { JSX } from "preact";
import { formatCount } from "../format.ts";
import { classColor, spriteId } from "../plots/plane-map.tsx";
import type { RunSectionProps } from "../report-input.ts";
import { knownResults, type Representation } from "../representation-input.ts";
import type { RepresentationPlots } from "../representation-plots.ts";
import { Figure } from "./figure.tsx";
import { Folded } from "./folded.tsx";
import { MeasuresTable } from "./measures-table.tsx";
import { Panels } from "./panels.tsx";
import { Plot } from "./plot.tsx";

interface RepresentationProps {
  readonly representation: Representation;
  readonly plots: RepresentationPlots;
}

/** What others could do with the code: measures of it, where any were taken. */
export function RepresentationSection({ representation, plots }: RunSectionProps): JSX.Element | null {
  const { representation: drawn } = plots;
  if (representation === undefined || drawn === undefined) return null;
  const props = { representation, plots: drawn };
  return (
    <section>
      <h2>What the code is worth</h2>
      <p>
        An autoencoder is trained to rebuild images, and never sees a label. What its code is worth to others
        is another question: whether a simple method finds in it what people see in the images, and how much
        of it survives.
      </p>
      <Maps {...props} />
      <Floors {...props} />
      <MeasuresTable representation={representation} />
      <HowMeasured representation={representation} />
      <Confusions {...props} />
      <Curves {...props} />
    </section>
  );
}

function Maps({
  representation: { test, classNames },
  plots: { maps, sprite },
}: RepresentationProps): JSX.Element | null {
  if (sprite === undefined) return null;
  const most = Math.max(...maps.map(({ points }) => points));
  const classes = [...new Set(test.labels)].toSorted((a, b) => a - b);
  return (
    <Figure
      caption={
        <>
          Test images where their codes lie, in two dimensions: {maps.map(({ title }) => title).join(" and ")}
          .
          {classes.length > 0 &&
            " The colours are the classes, which neither training nor map has seen; a name stands at the median of its class."}{" "}
          Point at a dot to see its image
          {sprite.count < most ? `; the first ${formatCount(sprite.count)} have one.` : "."}
        </>
      }
      reading={
        <>
          Near dots are similar codes. PCA is a flat shadow: what overlaps in it may still lie apart in other
          directions. UMAP keeps neighbours together, but the sizes of its clusters and the distances between
          them mean little.
        </>
      }
      files={maps.flatMap(({ path }) => [`${path}.svg`, `${path}.csv`])}
    >
      <svg class="sprite" width="0" height="0" aria-hidden="true">
        <defs>
          <image id={spriteId} width={sprite.width} height={sprite.height} href={sprite.uri} />
        </defs>
      </svg>
      <ul class="run-keys">
        {classes.map((label) => (
          <li key={label} class="class-key" style={`--color:${classColor(label)}`}>
            {classNames[label] ?? `class ${label}`}
          </li>
        ))}
      </ul>
      <div class={`panels panels-${Math.min(2, maps.length)}`}>
        {maps.map(({ title, path, page }) => (
          <div key={path}>
            <p class="group-title">{title}</p>
            <div dangerouslySetInnerHTML={{ __html: page }} />
          </div>
        ))}
      </div>
    </Figure>
  );
}

function Floors({ plots: { floors } }: RepresentationProps): JSX.Element | null {
  if (floors === undefined) return null;
  return (
    <Figure
      caption={
        <>
          The code (dot) and what it is compared with (ring): the pixels themselves, or what the table below
          names.
        </>
      }
      reading={
        <>
          A dot at the right of its ring says that the code has made something easier to find than it is in
          the pixels; one at the left, that something was lost. The pixels have many more values to say it
          with.
        </>
      }
      files={["figures/measures.svg", "figures/measures.csv"]}
    >
      <Plot plot={floors} />
    </Figure>
  );
}

function HowMeasured({ representation }: { readonly representation: Representation }): JSX.Element {
  return (
    <Folded title="How each of them is measured">
      <dl class="definitions">
        {knownResults(representation)
          .filter(({ result }) => Object.keys(result.figures).length > 0)
          .map(({ name, info, result: { choices = [] } }) => [
            <dt key={name}>{info.title}</dt>,
            <dd key={`${name} definition`}>
              <p>
                {info.definition} {info.protocol}
              </p>
              {choices.length > 0 && <p>Chosen here: {choices.join("; ")}.</p>}
              <p class="source">{info.source}</p>
            </dd>,
          ])}
      </dl>
    </Folded>
  );
}

function Confusions({ plots: { confusions } }: RepresentationProps): JSX.Element | null {
  if (confusions.length === 0) return null;
  return (
    <Figure
      caption={
        <>
          How often test images of a class (rows) were taken for one of another (columns). Numbers are images;
          the colour grows with the square root of their share of the class, from dark to bright.
        </>
      }
      reading={
        <>
          The diagonal is what was recognised. A bright square beside it names two classes that the code puts
          close together.
        </>
      }
      files={confusions.flatMap(({ file }) => [file, file.replace(/svg$/, "csv")])}
    >
      <Panels panels={confusions} />
    </Figure>
  );
}

function Curves({ plots: { curves } }: RepresentationProps): JSX.Element | null {
  if (curves.length === 0) return null;
  return (
    <Figure
      caption={<>How the measures change along an axis of their own.</>}
      reading={<>Look for where a line bends: up to there the code holds.</>}
      files={curves.flatMap(({ file }) => [file, file.replace(/svg$/, "csv")])}
    >
      <Panels panels={curves} />
    </Figure>
  );
}
