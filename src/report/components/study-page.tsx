import type { JSX } from "preact";
import type { StudyResults } from "../../study/results.ts";
import { settingTitle, valueWords } from "../../study/setting-words.ts";
import { comparisonStyle } from "../comparison-style.ts";
import { formatCount } from "../format.ts";
import type { StudyInput } from "../study-input.ts";
import { distinct } from "../study-panels.ts";
import type { StudyPlots } from "../study-plots.ts";
import { studyStyle } from "../study-style.ts";
import { variedSettings } from "../varied.ts";
import { FirstLookPage, isFirstLook } from "./first-look.tsx";
import { KeyFacts } from "./key-facts.tsx";
import { MissingRuns } from "./missing-runs.tsx";
import { PageFrame } from "./page-frame.tsx";
import { StudyAnswer, withoutAnswer } from "./study-answer.tsx";
import { StudyCells } from "./study-cells.tsx";
import { StudyExamplesSection } from "./study-examples.tsx";
import { StudyFigures } from "./study-figures.tsx";
import { StudyFindings } from "./study-findings.tsx";
import { StudyProtocol } from "./study-protocol.tsx";
import { StudyRuns } from "./study-runs.tsx";
import { StudyTraining } from "./study-training.tsx";

/** What every part of the page is made of. */
export interface StudyProps extends Omit<StudyInput, "document"> {
  readonly plots: StudyPlots;
}

/** The page of a study: the question, its answer, the picture that shows it and what was found, then what that rests on. */
export function StudyPage(props: StudyProps): JSX.Element {
  const { results } = props;
  if (isFirstLook(results)) return <FirstLookPage {...props} />;
  return (
    <PageFrame
      title={`${results.title}: a study`}
      style={comparisonStyle + studyStyle}
      version={results.environment.hourglass}
    >
      <StudyHeader results={results} />
      <StudyAnswer {...props} />
      <StudyFindings {...props} />
      <StudyFigures {...props} plots={withoutAnswer(props)} />
      <StudyExamplesSection {...props} />
      <StudyCells {...props} />
      <StudyProtocol protocol={results.protocol}>
        <StudyTraining {...props} />
      </StudyProtocol>
      <StudyRuns {...props} />
    </PageFrame>
  );
}

function StudyHeader({ results }: { readonly results: StudyResults }): JSX.Element {
  const { title, question, answer, runs, cells } = results;
  const done = runs.filter(({ status }) => status === "done").length;
  const facts: readonly (readonly [term: string, value: string])[] = [
    ["data", distinct(cells.map(({ data }) => data)).join(", ")],
    ["models", distinct(cells.map(({ model }) => model)).join(", ")],
    ...variedSettings(results).map(
      ({ setting, values }) => [settingTitle(setting), values.map(valueWords).join(" · ")] as const,
    ),
    ["seeds", distinct(runs.map(({ seed }) => seed)).join(", ")],
    ["trainings", done === runs.length ? formatCount(done) : `${done} of ${formatCount(runs.length)}`],
  ];
  return (
    <header>
      <p class="kicker">Hourglass · study</p>
      <h1>{title}</h1>
      <p class="lead">{question}</p>
      {answer !== undefined && <p class="answer">{answer.text}</p>}
      <MissingRuns runs={runs} />
      <KeyFacts facts={facts} />
    </header>
  );
}
