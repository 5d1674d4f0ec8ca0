import { changeWords } from "hourglass-lab/internal/report/words/change-words.ts";
import type { JSX } from "preact";
import { training } from "../../state/session.ts";
import { beginAgain } from "../../state/train-on.ts";

/** What was changed while the model trained, and that its link alone does not repeat it. */
export function ChangesNote(): JSX.Element | null {
  const { changes } = training.value;
  if (changes.length === 0) return null;
  return (
    <div class="changes-note" role="status">
      <p>
        Changed on the way: {changes.map(changeWords).join("; ")}. The link alone does not repeat this
        training.
      </p>
      <button type="button" onClick={() => void beginAgain()}>
        Begin again with these settings
      </button>
    </div>
  );
}
