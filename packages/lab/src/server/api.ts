// What the server says: the contract between it and the page.

/** A data set of the catalogue that has files. */
export interface ServedDataset {
  readonly name: string;
  readonly title: string;
  readonly classNames: readonly string[];
  readonly image: { readonly height: number; readonly width: number; readonly channels: number };
  /** Number of images of each part. */
  readonly counts: { readonly train: number; readonly test: number };
  /** Whether all its files are in the cache of this machine. */
  readonly available: boolean;
  /** The command that brings it there; absent where it is there. */
  readonly fetch?: string;
  /** Its IDX files, by the names under which they are served: `api/data/NAME/FILE`, gzipped or not. */
  readonly files: readonly string[];
}

/** `GET api/data` */
export interface ServedData {
  readonly data: readonly ServedDataset[];
}

interface ServedFolder {
  /** Its path in the folder of runs, with slashes: the ID of `api/runs/ID/files/PATH`. */
  readonly id: string;
  readonly title: string;
  /** When it began (a run) or was completed (a study), as ISO 8601. */
  readonly date: string;
  /** The files that are there and served, by their paths; `figures/` is served, too. */
  readonly files: readonly string[];
}

/** A finished run. */
export interface ServedRun extends ServedFolder {
  readonly kind: "run";
  /** The id of the study that it belongs to. */
  readonly study?: string;
  /** The name of its data set, or the path that it was read from. */
  readonly dataset: string;
  readonly model: string;
  readonly latentSize: number;
  readonly seed: number;
  readonly epochs: number;
  /** Wall time of training. */
  readonly seconds: number;
  /** Errors on the test split: means over its images; `sse` is summed over pixels. */
  readonly figures: { readonly bce?: number; readonly mse: number; readonly sse: number };
}

/** A finished classifier on the encoder of a run. */
export interface ServedClassifier extends ServedFolder {
  readonly kind: "classifier";
  readonly dataset: string;
  readonly classes: number;
  /** How many labels it used. */
  readonly labels: number;
  /** On the test split, 0 to 1, and how many samples that has. */
  readonly accuracy: number;
  readonly tested: number;
}

/** A detector of anomalies. */
export interface ServedDetector extends ServedFolder {
  readonly kind: "detector";
  readonly dataset: string;
  /** The score, in words for a table. */
  readonly score: string;
  /** The share of normal samples for which alarms are allowed. */
  readonly falseAlarms: number;
  /** Normal samples of the test split, and how many of them raise an alarm. */
  readonly normal: { readonly samples: number; readonly alarms: number };
  /** Area under the ROC curve on the test split, where it is known which of its samples are normal. */
  readonly auroc?: number;
}

/** A study that has results. */
export interface ServedStudy extends ServedFolder {
  readonly kind: "study";
  readonly question: string;
  readonly datasets: readonly string[];
  /** Labels of its models. */
  readonly models: readonly string[];
  /** Number of trainings that are done. */
  readonly runs: number;
  readonly cells: number;
  readonly findings: number;
}

/** `GET api/runs`: finished runs, classifiers, detectors and studies, newest first. */
export interface ServedRuns {
  readonly runs: readonly (ServedRun | ServedClassifier | ServedDetector | ServedStudy)[];
  /** What could not be read, and why. */
  readonly problems: readonly string[];
}

/** Every answer that is none. */
export interface ServedError {
  /** What is the matter and what to do. */
  readonly error: string;
}
