import type { JSX } from "preact";
import { Part } from "./part.tsx";

export function DrawPart(): JSX.Element {
  return <Part id="draw" title="Draw" />;
}
