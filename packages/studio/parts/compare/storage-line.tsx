import { counted, sizeWords } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { removeKept } from "../../state/kept-models.ts";
import { kept } from "../../state/session.ts";
import { eraseUnread, keptBytes } from "../../state/storage/kept-store.ts";
import { storageRefusal, unreadKept } from "../../state/storage/storage-state.ts";

/** Where kept models are, the room they take, and what of them cannot be read. */
export function StorageLine(): JSX.Element | null {
  const models = kept.value;
  const unread = unreadKept.value;
  const refusal = storageRefusal.value;
  if (models.length === 0 && unread.length === 0) return null;
  return (
    <div class="storage-lines">
      {models.length === 0 ? null : (
        <p class="storage-line">
          <span class="soft">
            {refusal ??
              `${counted(models.length, "model")}, ${sizeWords(keptBytes.value)}, in this browser alone, also when the page is closed.`}
          </span>
          <button type="button" onClick={() => void removeKept(models.map(({ id }) => id))}>
            Remove all kept models
          </button>
        </p>
      )}
      {unread.length === 0 ? null : (
        <p class="storage-line" role="status">
          <span>
            {unread.length === 1 ? "A stored model is" : `${unread.length} stored models are`} left out:{" "}
            {unread[0]?.why}.
          </span>
          <button type="button" onClick={() => void eraseUnread()}>
            {unread.length === 1 ? "Remove it" : "Remove them"}
          </button>
        </p>
      )}
    </div>
  );
}
