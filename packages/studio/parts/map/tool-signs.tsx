import type { JSX } from "preact";
import type { MapTool } from "../../state/map.ts";

/** What a press does, as a sign. */
export const toolSigns: Readonly<Record<MapTool, JSX.Element>> = {
  // A place that is aimed at.
  decode: (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="6" />
      <path d="M12 2v6M12 16v6M2 12h6M16 12h6" />
    </svg>
  ),
  // A path from one place to another.
  walk: (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M6 18C10 8 13 20 18 6" />
      <circle cx="5" cy="19.5" r="2" />
      <circle cx="18.7" cy="4.7" r="2" />
    </svg>
  ),
  // Four arrows.
  move: (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 3v18M3 12h18M9.5 5.5 12 3l2.5 2.5M9.5 18.5 12 21l2.5-2.5M5.5 9.5 3 12l2.5 2.5M18.5 9.5 21 12l-2.5 2.5" />
    </svg>
  ),
};
