import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";

/** Of a bar with its gap, in pixels. */
const widest = 36;

/** A code as bars about zero, value by value. */
export function CodeBars({ code }: { readonly code: Float32Array }): JSX.Element {
  const most = code.reduce((greatest, value) => Math.max(greatest, Math.abs(value)), 1e-6);
  const bars = Array.from(code, (value, at) => `M${at + 0.5} 0V${(-value / most).toFixed(3)}`).join("");
  const first = Array.from(code.subarray(0, 8), (value) => value.toFixed(2)).join(", ");
  const more = code.length > 8 ? `, and ${code.length - 8} more` : "";
  return (
    <svg
      class="drawn-code"
      viewBox={`0 -1.05 ${code.length} 2.1`}
      preserveAspectRatio="none"
      style={{ maxWidth: `${Math.min(620, code.length * widest)}px` }}
      role="img"
      aria-label={`code of ${counted(code.length, "value")}: ${first}${more}`}
    >
      <path class="drawn-code-zero" d={`M0 0H${code.length}`} />
      <path class="drawn-code-values" d={bars} stroke-width={0.72} />
    </svg>
  );
}
