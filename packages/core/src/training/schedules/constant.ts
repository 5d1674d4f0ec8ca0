import type { NoValues } from "../../kinds/kind.ts";
import type { ScheduleKind } from "./schedule-kind.ts";

/** The learning rate in every step. */
export const constant: ScheduleKind<"constant", NoValues> = {
  name: "constant",
  title: "constant",
  fields: {},
  rate: (learningRate) => learningRate,
};
