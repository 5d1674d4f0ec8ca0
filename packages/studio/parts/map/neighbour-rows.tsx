import { formatCount } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { looked, testSet } from "../../state/exploration.ts";
import { lookAt } from "../../state/explore.ts";
import { neighbours } from "../../state/map.ts";
import { samplesKind } from "../../state/session.ts";
import { sampleName, valuesAt } from "../explore/sample-name.ts";
import { sampleLook } from "../sample-look.ts";
import { SampleView } from "../sample-view.tsx";

/** The test samples nearest to the one that is looked at, by the code and by the values themselves; each can be gone to. */
export function NeighbourRows({
  classNames,
}: {
  readonly classNames: readonly string[];
}): JSX.Element | null {
  const near = neighbours.value;
  const look = sampleLook.value;
  const set = testSet.value;
  if (near === undefined || look === undefined || set === undefined || looked.value === undefined)
    return null;
  const { title, value } = samplesKind.value;
  const rows = [
    { name: "in the code", indices: near.byCode },
    { name: `in its ${value.many}`, indices: near.byValues },
  ];
  return (
    <section class="map-neighbours" aria-label={`Nearest to test ${title} ${near.index}`}>
      <figure class="map-neighbours-own">
        <SampleView
          values={valuesAt(set, near.index)}
          look={look}
          label={sampleName(near.index, classNames)}
        />
        <figcaption>looked at</figcaption>
      </figure>
      {rows.map(({ name, indices }) => (
        // biome-ignore lint/a11y/useSemanticElements: a line of pictures
        <div key={name} role="group" aria-label={`Nearest ${name}`}>
          <span class="soft">{name}</span>
          <div class="map-neighbours-row">
            {indices.map((index, at) => (
              <button
                // By its place: the focus stays where it is while one goes from neighbour to neighbour.
                key={at}
                type="button"
                aria-label={sampleName(index, classNames)}
                title={sampleName(index, classNames)}
                onClick={() => lookAt(index)}
              >
                <SampleView values={valuesAt(set, index)} look={look} label="" />
              </button>
            ))}
          </div>
        </div>
      ))}
      <p class="hint">{`Among the first ${formatCount(near.among)} test ${samplesKind.value.plural}; those near in the code are ringed on the map. A press goes there.`}</p>
    </section>
  );
}
