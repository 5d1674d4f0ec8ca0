import type { NoValues } from "../../kinds/kind.ts";
import type { ScheduleKind } from "./schedule-kind.ts";

/** Half a cosine from the learning rate to 0 at the end of the last epoch: Loshchilov and Hutter, "SGDR", 2017, equation 5. */
export const cosine: ScheduleKind<"cosine", NoValues> = {
  name: "cosine",
  title: "cosine, to 0 at the end",
  fields: {},
  rate: (learningRate, { share }) => (learningRate * (1 + Math.cos(Math.PI * share))) / 2,
  course: (word, epochs) => `the learning rate (--schedule ${word}) falls to 0 at epoch ${epochs}`,
};
