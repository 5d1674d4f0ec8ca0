import type { ComponentChildren, JSX } from "preact";

interface StudyProtocolProps {
  readonly protocol: readonly string[];
  readonly children?: ComponentChildren;
}

/** How a study was done, a sentence a point. */
export function StudyProtocol({ protocol, children }: StudyProtocolProps): JSX.Element {
  return (
    <section>
      <h2>How it was done</h2>
      <ul>
        {protocol.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {children}
    </section>
  );
}
