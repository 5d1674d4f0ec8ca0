import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type ExploredSection, setSeen } from "../../state/exploration.ts";

/** For the element of a section: tells whether it is on the screen, so that only what is seen is computed. */
export function useSeen<T extends Element>(section: ExploredSection): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) =>
        setSeen(
          section,
          entries.some(({ isIntersecting }) => isIntersecting),
        ),
      { rootMargin: "80px" },
    );
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      setSeen(section, false);
    };
  }, [section]);
  return element;
}
