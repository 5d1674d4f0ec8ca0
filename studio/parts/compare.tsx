import type { JSX } from "preact";
import { Part } from "./part.tsx";

export function Compare(): JSX.Element {
  return <Part id="compare" title="Compare" />;
}
