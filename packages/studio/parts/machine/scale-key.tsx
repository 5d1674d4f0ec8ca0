import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";

/** What the colours of signed values mean: from one end over 0 in the middle to the other. @param most how far from 0 the ends are */
export function ScaleKey({ most }: { readonly most: number }): JSX.Element {
  const end = formatNumber(most);
  return (
    <p class="scale-key">
      <span>−{end}</span>
      <span class="scale-colours" />
      <span>{end}</span>
      <span class="hidden-text">, and 0 in the middle</span>
    </p>
  );
}
