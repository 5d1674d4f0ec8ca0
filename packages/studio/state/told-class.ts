import { conditionOfArchitecture } from "hourglass-core/internal/model/condition.ts";
import type { ExploredModel } from "../workers/explorer/explorer-api.ts";

type Layered = Pick<ExploredModel, "architecture">;

/** How many classes a model is told of; `undefined` where it is told none, or there is no model. */
export const classesToldTo = (model: Layered | undefined): number | undefined =>
  model && conditionOfArchitecture(model.architecture);

/** Whether it is told the class of each sample. */
export const isTold = (model: Layered | undefined): boolean => classesToldTo(model) !== undefined;
