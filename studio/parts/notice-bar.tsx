import type { JSX } from "preact";
import { dismiss } from "../state/notice.ts";
import { notice } from "../state/session.ts";

/** What the page has to tell, until it is dismissed. */
export function NoticeBar(): JSX.Element {
  const told = notice.value;
  return (
    <div class="notice-bar" role="alert">
      {told === undefined ? null : (
        <div class={`notice notice-${told.kind}`}>
          <p>{told.text}</p>
          <div class="notice-buttons">
            {told.action === undefined ? null : (
              <button type="button" class="primary" onClick={told.action.run}>
                {told.action.title}
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
