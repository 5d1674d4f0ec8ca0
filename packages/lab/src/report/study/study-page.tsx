import type { JSX } from "preact";
import { listedShort } from "../../study/listed-short.ts";
import type { StudyResults } from "../../study/results.ts";
import { settingTitle, valueWords } from "../../study/setting-words.ts";
import { comparisonStyle } from "../comparison/comparison-style.ts";
import { KeyFacts } from "../components/key-facts.tsx";
import { drawSections } from "../components/section.ts";
import type { Page } from "../page/page.tsx";
import { formatCount } from "../words/format.ts";
import { studyAnswer, withoutAnswer } from "./answer.tsx";
import { studyCells } from "./cells.tsx";
import { studyExamples } from "./examples.tsx";
import { figureSections } from "./figures.tsx";
import { studyFindings } from "./findings.tsx";
import { MissingRuns } from "./missing-runs.tsx";
import { studyProtocol } from "./protocol.tsx";
import { studyRuns } from "./runs.tsx";
import { distinct } from "./study-panels.ts";
import type { DrawnStudy } from "./study-plots.ts";
import { studyStyle } from "./study-style.ts";
import { variedSettings } from "./varied.ts";

/** The page of a study: the question, its answer, the picture that shows it and what was found, then what that rests on. */
export function studyPage(study: DrawnStudy): Page {
  const { results } = study;
  return {
    title: `${results.title}: a study`,
    style: comparisonStyle + studyStyle,
    version: results.environment.hourglass,
    header: <StudyHeader results={results} />,
    sections: drawSections(
      [
        studyAnswer,
        studyFindings,
        ...figureSections(withoutAnswer(study)),
        studyExamples,
        studyCells,
        studyProtocol,
        studyRuns,
      ],
      study,
    ),
  };
}

function StudyHeader({ results }: { readonly results: StudyResults }): JSX.Element {
  const { title, question, answer, runs, cells } = results;
  const done = runs.filter(({ status }) => status === "done").length;
  const facts: readonly (readonly [term: string, value: string])[] = [
    ["data", listedShort(distinct(cells.map(({ data }) => data)))],
    ["models", listedShort(distinct(cells.map(({ model }) => model)))],
    ...variedSettings(results).map(
      ({ setting, values }) => [settingTitle(setting), listedShort(values.map(valueWords), " · ")] as const,
    ),
    ["seeds", listedShort(distinct(runs.map(({ seed }) => seed)))],
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
