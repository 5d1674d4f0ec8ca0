import type { JSX } from "preact";
import { Part } from "./part.tsx";

export function Explore(): JSX.Element {
  return <Part id="explore" title="Explore the code" />;
}
