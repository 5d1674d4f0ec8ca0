import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { ServedError } from "./api.ts";
import { hidePaths, pathPattern } from "./hidden-paths.ts";

const anyPath = pathPattern();

/** An answer that is none: what is the matter, and what to do. */
export function refuse(context: Context, status: ContentfulStatusCode, error: string): Response {
  return context.json({ error: hidePaths(error, anyPath) } satisfies ServedError, status);
}

/** {@link refuse} for what was thrown. */
export function refuseError(context: Context, error: Error): Response {
  if (error instanceof HourglassError) return refuse(context, 500, error.message);
  switch ((error as NodeJS.ErrnoException).code) {
    case "EMFILE":
    case "ENFILE":
      context.header("Retry-After", "1");
      return refuse(context, 503, "the server has as many files open as the system lets it: try again");
    case "EACCES":
    case "EPERM":
      return refuse(context, 403, `the server may not read this file (${error.message})`);
    case "EIO":
      return refuse(context, 500, `the file cannot be read: the disk fails (${error.message})`);
    default:
      return refuse(context, 500, `${error.message}\nThis is a defect of hourglass.`);
  }
}
