import type { JSX } from "preact";
import { dismiss } from "../state/notice.ts";
import { notice } from "../state/session.ts";

/** What the page has to tell, until it is dismissed. */
export function NoticeBar(): JSX.Element {
  const shown = notice.value;
  return (
    <div class="notice-bar" role="alert">
      {shown === undefined ? null : (
        <div class={`notice notice-${shown.kind}`}>
          <p>{[shown.text, shown.beside].filter(Boolean).join(" ")}</p>
          <div class="notice-buttons">
            {shown.action === undefined ? null : (
              <button type="button" class="primary" onClick={shown.action.run}>
                {shown.action.title}
              </button>
            )}
            <button type="button" onClick={dismiss}>
              Dismiss
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
