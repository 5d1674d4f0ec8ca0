import { messageOf, tell } from "./notice.ts";

/** Told to a page whose layout takes more than one turn: it is none of what a person should know. */
const harmless = /^ResizeObserver loop/;

/** Tells of errors that nothing in the page has caught, each once. They stay on the console, too. */
export function tellOfErrors(page: Pick<Window, "addEventListener"> = window): void {
  const told = new Set<string>();
  const tellOnce = (error: unknown): void => {
    const message = messageOf(error);
    if (told.has(message) || harmless.test(message)) return;
    told.add(message);
    tell(
      "problem",
      `Something in this page went wrong (${message}), and what it shows may be old. If it does not go on, load it again.`,
    );
  };
  page.addEventListener("error", ({ error, message }) => tellOnce(error ?? message));
  page.addEventListener("unhandledrejection", ({ reason }) => tellOnce(reason));
}
