import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import type { AnomalyResults } from "../../anomaly/results.ts";
import { drawSections } from "../components/section.ts";
import { drawPage } from "../page/page.tsx";
import type { Report } from "../page/report.ts";
import { shown } from "../page/shown.ts";
import { type AnomalyInput, wordsFor } from "./anomaly-input.ts";
import { anomalyStyle } from "./anomaly-style.ts";
import { anomalyAreas } from "./areas.tsx";
import { hardestCase } from "./hardest-case.tsx";
import { anomalyMethod } from "./method.tsx";

/**
 * Renders how anomalies are told as one page that loads nothing, and its figures as files: the areas first, then the hardest case
 * from near, then what it rests on. Touches no file and needs no browser.
 */
export function renderAnomalies(given: AnomalyInput): Report {
  const input: AnomalyInput = {
    ...given,
    results: shown(given.results),
    picture: (image) => shown(given.picture(image)),
  };
  const { dataset, against, environment } = input.results;
  const title =
    against === undefined ? `One class of ${dataset.title}` : `${dataset.title} against ${against.title}`;
  return drawPage({
    title: `Anomalies: ${title}`,
    style: anomalyStyle,
    version: environment.hourglass,
    header: (
      <>
        <header>
          <p class="kicker">Hourglass · anomalies</p>
          <h1>{against === undefined ? `${title} against the others` : title}</h1>
          <p class="lead">
            {wordsFor(input.results)(
              "An autoencoder that has seen only normal images: how well does it tell that another is none?",
            )}
          </p>
        </header>
        <Doubts {...input.results} />
      </>
    ),
    sections: drawSections([anomalyAreas, hardestCase, anomalyMethod], input),
  });
}

/** What makes the areas doubtful, before they are shown. */
function Doubts({ cells }: AnomalyResults): JSX.Element | null {
  const doubtful = cells.filter(({ warnings = [] }) => warnings.length > 0);
  if (doubtful.length === 0) return null;
  return (
    <section class="notice warnings" role="note">
      <h2>{`${doubtful.length} of ${counted(cells.length, "autoencoder")} may say nothing`}</h2>
      <ul>
        {doubtful.flatMap(({ normal, seed, warnings = [] }) =>
          warnings.map((warning) => (
            <li key={`${normal} ${seed} ${warning}`}>
              <b>{`${normal}, seed ${seed}`}</b>: {warning}.
            </li>
          )),
        )}
      </ul>
    </section>
  );
}
