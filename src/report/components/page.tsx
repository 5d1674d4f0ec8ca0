import type { JSX } from "preact";
import { capitalise } from "../format.ts";
import type { SectionProps } from "../report-input.ts";
import { BrightestCell } from "./brightest-cell.tsx";
import { CodeSection } from "./code-section.tsx";
import { DenoisingSection } from "./denoising.tsx";
import { Examples } from "./examples.tsx";
import { FiltersSection } from "./filters.tsx";
import { Headline } from "./headline.tsx";
import { PageFrame } from "./page-frame.tsx";
import { RepresentationSection } from "./representation.tsx";
import { Reproduce } from "./reproduce.tsx";
import { SettingsSection } from "./settings-section.tsx";
import { SparseCodeSection } from "./sparse-code.tsx";
import { TestErrors } from "./test-errors.tsx";
import { Training } from "./training.tsx";
import { VariationalSection } from "./variational.tsx";
import { Walks } from "./walks.tsx";
import { Warnings } from "./warnings.tsx";

/** The whole page: the result first, then how it came about, then what it rests on. */
export function Page(props: SectionProps): JSX.Element {
  const { model, dataset, environment } = props.summary;
  return (
    <PageFrame
      title={`${capitalise(model.name)} autoencoder on ${dataset.title}`}
      version={environment.hourglass}
      facts={{ ...props.provenance }}
    >
      <Headline {...props} />
      <Warnings warnings={props.evaluation.measures.warnings} />
      <Examples {...props} />
      <Training {...props} />
      <TestErrors {...props} />
      <DenoisingSection {...props} />
      <VariationalSection {...props} />
      <CodeSection {...props} />
      <SparseCodeSection {...props} />
      <FiltersSection {...props} />
      <Walks {...props} />
      <RepresentationSection {...props} />
      <BrightestCell {...props} />
      <SettingsSection {...props} />
      <Reproduce {...props} />
    </PageFrame>
  );
}
