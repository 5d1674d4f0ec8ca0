import { code30 } from "./code-30.js";
import { code32 } from "./code-32.js";
import { deep30 } from "./deep-30.js";
import { detector } from "./detector.js";
import { kMeansOfCode } from "./k-means.js";
import { kSparse, kSparseLonger } from "./k-sparse.js";
import { importanceWeighted, variational } from "./likelihood.js";
import { manifoldClusters } from "./n2d.js";
import { fineTuned } from "./pretraining.js";

/** The figures that are measured beside published ones, in the order of docs/results.md. @type {readonly import("./recipe.js").Recipe[]} */
export const recipes = [
  kSparse,
  kSparseLonger,
  kMeansOfCode,
  manifoldClusters,
  deep30,
  code30,
  code32,
  variational,
  importanceWeighted,
  fineTuned,
  detector,
];
