import type { JSX } from "preact";
import { Part } from "./part.tsx";

export function Experiment(): JSX.Element {
  return <Part id="experiment" title="Experiment" />;
}
