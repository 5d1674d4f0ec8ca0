import type { JSX } from "preact";
import { Part } from "./part.tsx";

export function Training(): JSX.Element {
  return <Part id="training" title="Training" />;
}
