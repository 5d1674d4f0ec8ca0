import type { JSX } from "preact";
import { messageOf, tell } from "../../state/notice.ts";
import { choosePace, pace } from "../../state/pace.ts";
import type { Pace } from "../../workers/trainer/trainer-api.ts";

const paces: readonly { readonly name: Pace; readonly title: string; readonly words: string }[] = [
  { name: "slow", title: "slow motion", words: "One step a picture" },
  { name: "normal", title: "normal", words: "Several pictures a second" },
  { name: "fast", title: "fast", words: "A picture a second at most, the rest of the time for learning" },
];

/** How fast training goes: step by step, usual, or as fast as it can. */
export function PaceChoice(): JSX.Element {
  return (
    <select
      class="pace-choice"
      aria-label="Speed"
      title={paces.find(({ name }) => name === pace.value)?.words}
      value={pace.value}
      onChange={({ currentTarget }) => {
        choosePace(currentTarget.value as Pace).catch((error) => tell("problem", messageOf(error)));
      }}
    >
      {paces.map(({ name, title }) => (
        <option key={name} value={name}>
          {title}
        </option>
      ))}
    </select>
  );
}
