import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ServedError } from "./api.ts";

/** An answer that is none: what is the matter, and what to do. */
export function refuse(context: Context, status: ContentfulStatusCode, error: string): Response {
  return context.json({ error } satisfies ServedError, status);
}
