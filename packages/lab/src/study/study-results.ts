import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeStored } from "../run/files/stored-shape.ts";
import { aggregate, type RunOutcome } from "./aggregate.ts";
import { findAnswer } from "./answer.ts";
import { budgetKind, describeBudget } from "./budget.ts";
import { studyFigures } from "./figures.ts";
import { findFindings } from "./findings.ts";
import type { StudyPlan } from "./grid.ts";
import { type DataFacts, describeProtocol } from "./protocol.ts";
import type { Repeated, StudyExamples, StudyResults } from "./results.ts";
import { keptCurves } from "./room-in-results.ts";
import type { Study } from "./study-file.ts";
import { trainingNotes } from "./training-given.ts";

/** All that a study's results are made of. */
export interface ResultsInput {
  readonly study: Study;
  readonly plan: StudyPlan;
  /** By the ids of runs; one that is missing is still to come. */
  readonly outcomes: ReadonlyMap<string, RunOutcome>;
  readonly data: readonly (DataFacts & Omit<StudyExamples, "data">)[];
  /** What was found where runs were finished more than once; absent where none was. */
  readonly repeated?: Repeated;
  readonly environment: StudyResults["environment"];
}

/** The content of results.json. */
export function studyResults(input: ResultsInput): StudyResults {
  const { study, plan, outcomes, data, repeated, environment } = input;
  const { runs, cells: all } = aggregate(plan, outcomes);
  const { cells, left } = keptCurves(runs, all);
  const kinds = data.map((of) => kindOfSamples(shapeStored(of)));
  const measured = new Set(runs.flatMap(({ figures }) => Object.keys(figures)));
  const figures = studyFigures(study.measures, study.plot, kinds).filter(({ name }) => measured.has(name));
  const varied = Object.entries(study.vary).map(([setting, values]) => ({ setting, values }));
  const { budget } = study;
  const budgetPart =
    budget === undefined ? {} : { budget: { by: budgetKind(budget), text: describeBudget(budget) } };
  const numbers = { figures, runs, cells, varied, ...budgetPart };
  const findings = findFindings(numbers, study.answer?.figure);
  const answer = findAnswer({ ...numbers, findings }, study.answer);
  return {
    format: 2,
    title: study.title,
    question: study.question,
    protocol: [
      ...describeProtocol(study, plan, data),
      ...trainingNotes(runs, budget),
      ...left,
      ...(repeated === undefined ? [] : [repeated.text]),
    ],
    ...budgetPart,
    varied,
    figures,
    runs,
    cells,
    findings,
    ...(answer === undefined ? {} : { answer }),
    examples: data.map(({ data: name, image, sample, indices, labels }) => ({
      data: name,
      ...(image === undefined ? {} : { image }),
      ...(sample === undefined ? {} : { sample }),
      indices,
      ...(labels === undefined ? {} : { labels }),
    })),
    ...(repeated === undefined ? {} : { repeated }),
    environment,
  };
}
