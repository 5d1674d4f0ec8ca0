import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { droppedFiles } from "../state/dropped-files.ts";
import { messageOf, tell } from "../state/notice.ts";
import { takeFiles } from "../state/take-files.ts";
import { readableHere } from "./readable-here.ts";

/** Takes files and folders that are dropped anywhere on the page. */
export function PageDrop(): JSX.Element | null {
  const isOver = useSignal(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      isOver.value = true;
    };
    const leave = (event: DragEvent): void => {
      // Leaving one element for another is not leaving the page.
      if (event.relatedTarget === null) isOver.value = false;
    };
    const drop = (event: DragEvent): void => {
      isOver.value = false;
      // A part of the page with a place of its own for files has taken them.
      if (event.defaultPrevented || !hasFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      droppedFiles(event.dataTransfer)
        .then(takeFiles)
        .catch((error) => tell("problem", messageOf(error)));
    };
    document.addEventListener("dragover", over);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", over);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, [isOver]);
  if (!isOver.value) return null;
  return (
    <div class="page-drop" aria-hidden="true">
      <p>Drop {readableHere()} files, a folder of them, or a finished run</p>
    </div>
  );
}
