import type { JSX } from "preact";
import { Part } from "./part.tsx";

export function TakeAway(): JSX.Element {
  return <Part id="take-away" title="Take it away" />;
}
