import type { JSX } from "preact";
import { training } from "../../state/session.ts";
import { waiting } from "../../state/waiting.ts";
import { Mends } from "../mends.tsx";

/** Why training cannot begin, or has failed, with what mends it: in full under the bar, which has no room for it. */
export function StandingProblem(): JSX.Element | null {
  const awaited = waiting.value;
  const { status, message } = training.value;
  if (!awaited?.isProblem && status !== "failed") return null;
  return (
    <p class="standing problem" role="alert">
      {awaited?.text ?? message ?? "Training failed"}
      {awaited?.isProblem ? <Mends mends={awaited.mends} /> : null}
    </p>
  );
}
