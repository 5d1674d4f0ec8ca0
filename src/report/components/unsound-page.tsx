import type { JSX } from "preact";
import { capitalise, formatCount } from "../format.ts";
import type { RunSectionProps } from "../report-input.ts";
import { PageFrame } from "./page-frame.tsx";
import { RepresentationSection } from "./representation.tsx";
import { Reproduce } from "./reproduce.tsx";
import { RunHeader } from "./run-header.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { Training } from "./training.tsx";
import { Warnings } from "./warnings.tsx";

/** The page of a model that makes finite numbers of no test image: what is wrong with it, and how it came about. */
export function UnsoundPage(props: RunSectionProps): JSX.Element {
  const { summary, evaluation } = props;
  const { dataset, environment, model } = summary;
  return (
    <PageFrame
      title={`${capitalise(model.name)} autoencoder on ${dataset.title}`}
      version={environment.hourglass}
    >
      <RunHeader summary={summary}>
        <p class="lead">
          There are no figures and no pictures of it: it gives no finite numbers for any of the{" "}
          {formatCount(dataset.splits.test)} test images.
        </p>
      </RunHeader>
      <Warnings warnings={evaluation.measures.warnings} />
      <Training {...props} />
      <RepresentationSection {...props} />
      <SettingsSection {...props} />
      <Reproduce {...props} />
    </PageFrame>
  );
}
