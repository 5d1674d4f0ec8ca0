import type { JSX } from "preact";
import { acceptOffer, dismiss, dismissOffer, undoOffered } from "../state/notice.ts";
import { notice, offer } from "../state/session.ts";

/** What the page has to tell and to offer, until it is dismissed. */
export function NoticeBar(): JSX.Element {
  const told = notice.value;
  const offered = offer.value;
  return (
    <div class="notice-bar" role="alert">
      {told === undefined ? null : (
        <div class={`notice notice-${told.kind}`}>
          <p>{told.text}</p>
          <div class="notice-buttons">
            <button type="button" onClick={dismiss}>
              Dismiss
            </button>
          </div>
        </div>
      )}
      {offered === undefined ? null : (
        <div class="notice notice-offer">
          <p>{offered.text}</p>
          <div class="notice-buttons">
            <button type="button" class="primary" onClick={() => void acceptOffer()}>
              {offered.title}
            </button>
            {offered.undo === undefined ? null : (
              <button type="button" onClick={() => void undoOffered()}>
                Undo
              </button>
            )}
            <button type="button" onClick={dismissOffer}>
              No, thank you
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
