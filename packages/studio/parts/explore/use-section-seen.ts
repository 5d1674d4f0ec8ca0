import type { RefObject } from "preact";
import { type ExploredSection, setSeen } from "../../state/exploration.ts";
import { useSeen } from "../use-seen.ts";

/** For the element of a section: tells the state whether it is on the screen. */
export function useSectionSeen<T extends Element>(section: ExploredSection): RefObject<T | null> {
  return useSeen((isSeen) => setSeen(section, isSeen));
}
