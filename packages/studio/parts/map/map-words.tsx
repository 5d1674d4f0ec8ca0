import { counted, withArticle } from "hourglass-core/internal/words.ts";
import { formatCount } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { latentSize, looked } from "../../state/exploration.ts";
import { posterior, shownPlane, showsEllipses } from "../../state/map.ts";
import { samplesKind } from "../../state/session.ts";
import type { CodePlane } from "../../workers/explorer/explorer-api.ts";
import { strideOf } from "../explore/scatter-picture.ts";

/** What the map shows, in words: what its axes are and how much they show, and what the ellipses are. */
export function MapWords(): JSX.Element {
  const plane = shownPlane.value;
  const hasPosterior = posterior.value !== undefined && posterior.value.index === looked.value;
  return (
    <>
      <p id="scatter-share" class="soft">
        {plane === undefined ? "No codes are here yet." : shareInWords(plane, latentSize.value)}
      </p>
      {plane?.prior === undefined || !showsEllipses.value ? null : (
        <p class="soft map-ellipses">
          {`Dotted: 1 and 2 standard deviations of the prior, from which codes are drawn. ${
            hasPosterior
              ? `Ellipses: the same of the posterior of the ${samplesKind.value.title} looked at.`
              : `Point at ${withArticle(samplesKind.value.title)} to see its posterior.`
          }`}
        </p>
      )}
    </>
  );
}

function shareInWords(plane: CodePlane, size: number): string {
  const { title, plural } = samplesKind.value;
  const samples = counted(plane.count, `test ${title}`, `test ${plural}`);
  const stride = strideOf(plane.count, 1);
  const all =
    stride === 1
      ? `${samples}.`
      : `${samples}, of which ${formatCount(Math.ceil(plane.count / stride))} are drawn; zoom in for the others.`;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const [first, second] = plane.shares.map(percent);
  switch (plane.axes) {
    case "the code's only value":
      return `${all} The code is one value; the lanes only keep classes apart.`;
    case "the code's two values":
      return `${all} The code has two values, and this is all of it: the first across, the second upwards. What lies together is rebuilt alike.`;
    case "two values of the code":
      return `${all} These two values hold ${first} and ${second} of the variance of the code's ${counted(size, "value")}.`;
    case "UMAP":
      return `${all} UMAP keeps those with like codes together; distances and directions mean nothing here, so no place can be decoded: the nearest ${title} is shown instead.`;
    case "principal components": {
      const rest = size === 2 ? "" : " The rest is not seen here.";
      const turned = plane.isTurned ? " They are turned so that the picture stays steady." : "";
      return `${all} The first two principal components hold ${first} and ${second} of the variance of the code's ${counted(size, "value")}.${rest}${turned}`;
    }
  }
}
