import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** For an element: tells whether it is on the screen, or nearly, so that only what is seen is computed. */
export function useSeen<T extends Element>(onSeen: (isSeen: boolean) => void): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => onSeen(entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin: "80px" },
    );
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      onSeen(false);
    };
  }, []);
  return element;
}
