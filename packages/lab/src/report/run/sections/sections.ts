import { brightestCell } from "./brightest-cell/brightest-cell.tsx";
import { code } from "./code/code.tsx";
import { codebook } from "./codebook/codebook.tsx";
import { denoising } from "./denoising/denoising.tsx";
import { dictionary } from "./dictionary/dictionary.tsx";
import { examples } from "./examples.tsx";
import { filters } from "./filters/filters.tsx";
import { mixture } from "./mixture/mixture.tsx";
import type { ReportSection } from "./report-section.ts";
import { representation } from "./representation/representation.tsx";
import { reproduce } from "./reproduce.tsx";
import { settings } from "./settings.tsx";
import { sparseCode } from "./sparse-code/sparse-code.tsx";
import { testErrors } from "./test-errors/test-errors.tsx";
import { training } from "./training/training.tsx";
import { prior } from "./variational/prior.tsx";
import { toldClass } from "./variational/told-class.tsx";
import { variational } from "./variational/variational.tsx";
import { walks } from "./walks.tsx";

/**
 * The sections of the report of a run in their order: the result first, then how it came about, then what it rests on. A new one
 * is a file and a row here: its place on the page, in the table of contents and among the files follows.
 */
export const reportSections: readonly ReportSection[] = [
  examples,
  training,
  testErrors,
  denoising,
  variational,
  prior,
  toldClass,
  codebook,
  dictionary,
  mixture,
  code,
  sparseCode,
  filters,
  walks,
  representation,
  brightestCell,
  settings,
  reproduce,
];
