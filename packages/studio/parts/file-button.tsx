import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { chosenFiles } from "../state/dropped-files.ts";
import type { GivenFile } from "../workers/trainer/trainer-api.ts";

interface FileButtonProps {
  readonly name: string;
  /** Whether a folder is chosen, with all that is in it. */
  readonly folder?: boolean;
  /** Endings of files, as the browser takes them. */
  readonly accept?: string;
  readonly onFiles: (files: readonly GivenFile[]) => Promise<void>;
}

/** A button by which files or a folder of this machine are chosen. */
export function FileButton({ name, folder = false, accept, onFiles }: FileButtonProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {name}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        // Every browser has it, the types do not.
        {...(folder ? { webkitdirectory: true } : {})}
        {...(accept === undefined ? {} : { accept })}
        aria-label={name}
        onChange={({ currentTarget }) => {
          const files = chosenFiles(currentTarget.files);
          // The same files may be chosen again, once they are put right.
          currentTarget.value = "";
          void onFiles(files);
        }}
      />
    </>
  );
}
