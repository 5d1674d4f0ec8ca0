import type { JSX } from "preact";
import type { Finding } from "../../study/results.ts";
import { counted } from "../../words.ts";
import { Folded } from "./folded.tsx";
import type { StudyProps } from "./study-page.tsx";

/** More sentences than these are folded away. */
const atOnce = 12;

/** What the numbers say, and the test behind each sentence. */
export function StudyFindings({ results: { findings } }: StudyProps): JSX.Element {
  const [first, rest] = [findings.slice(0, atOnce), findings.slice(atOnce)];
  return (
    <section>
      <h2>What was found</h2>
      {findings.length === 0 ? (
        <p>
          Nothing that numbers support: a difference is only claimed where several seeds say how much chance
          there is in it. The plots below show what was measured.
        </p>
      ) : (
        <p>
          A difference is called one where it exceeds the spread over the seeds: by Welch's t-test between the
          seeds of two cells, corrected for all comparisons of a figure (Holm), at the level 0.05. Where none
          is found there may still be one that more seeds would show.
        </p>
      )}
      <FindingList findings={first} />
      {rest.length > 0 && (
        <Folded title={counted(rest.length, "further finding")}>
          <FindingList findings={rest} />
        </Folded>
      )}
    </section>
  );
}

function FindingList({ findings }: { readonly findings: readonly Finding[] }): JSX.Element {
  return (
    <ul class="findings">
      {findings.map(({ text, basis, isDifference }) => (
        <li key={text} class={isDifference ? "finding differs" : "finding"}>
          <span class="finding-mark">{isDifference ? "≠ difference" : "≈ none found"}</span>
          <p class="finding-text">{text}</p>
          <p class="finding-basis">{basis}</p>
        </li>
      ))}
    </ul>
  );
}
