import { computed, effect } from "@preact/signals";
import { holdTraining, trainingHere } from "./hold-training.ts";
import { latest } from "./latest.ts";
import { training } from "./session.ts";

/** Whole epochs of a training that stands still; 0 while it moves. */
const standing = computed(() => {
  const { status, history, news } = training.value;
  // Another step makes it another one.
  return (status === "done" || status === "paused") && history.length > 0 ? (news?.step ?? 0) : 0;
});

/** A training that is stepped through is not stored at every step. */
const rest = 400;

const note = latest(async () => {
  await new Promise((resolve) => setTimeout(resolve, training.peek().status === "done" ? 0 : rest));
  const left = trainingHere();
  if (left !== undefined && standing.peek() > 0) await holdTraining(left);
});

/** Holds every training when it stops, until the function that it returns is called. */
export function followTraining(): () => void {
  return effect(() => {
    if (standing.value > 0) void note();
  });
}
