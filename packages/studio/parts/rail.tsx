import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";

/** The parts of the page, and where they are: a sign and a word each. */
const places = [
  {
    id: "training",
    title: "Train",
    sign: "M4 3h12M4 17h12M6 3c0 4 8 5 8 7s-8 3-8 7M14 3c0 4-8 5-8 7s8 3 8 7",
  },
  {
    id: "map",
    title: "Map",
    sign: "M5 6h.01M9 4h.01M14 7h.01M7 11h.01M12 12h.01M16 14h.01M5 16h.01M10 17h.01",
  },
  { id: "explore", title: "Explore", sign: "M9 15a6 6 0 1 1 0-12 6 6 0 0 1 0 12zM13.5 13.5L18 18" },
  { id: "draw", title: "Draw", sign: "M4 16l1-4 9-9 3 3-9 9-4 1zM12 5l3 3" },
  { id: "compare", title: "Compare", sign: "M3 4h6v12H3zM11 4h6v12h-6z" },
  { id: "take-away", title: "Take away", sign: "M10 3v10M6 9l4 4 4-4M4 17h12" },
] as const;

/** Goes to a part of the page, and shows which one is looked at. */
export function Rail(): JSX.Element {
  const current = useSignal<string>(places[0].id);
  useEffect(() => {
    // A part is looked at when it crosses the middle of the window; of two side by side the first is.
    const crossing = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (isIntersecting) crossing.add(target.id);
          else crossing.delete(target.id);
        }
        current.value = places.find(({ id }) => crossing.has(id))?.id ?? current.value;
      },
      { rootMargin: "-45% 0px -45% 0px" },
    );
    for (const { id } of places) {
      const part = document.getElementById(id);
      if (part !== null) observer.observe(part);
    }
    return () => observer.disconnect();
  }, [current]);
  return (
    <nav class="rail" aria-label="Parts of the page">
      {places.map(({ id, title, sign }) => (
        <button
          key={id}
          type="button"
          class="rail-place"
          aria-label={`Go to ${title}`}
          aria-current={current.value === id ? "true" : undefined}
          onClick={() => {
            const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
            document
              .getElementById(id)
              ?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
          }}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d={sign} />
          </svg>
          {title}
        </button>
      ))}
    </nav>
  );
}
