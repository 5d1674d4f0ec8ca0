import { isIP } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import { refuse } from "./refuse.ts";

/**
 * Lets through what this machine's own browser asks for this page, and people who follow a link to it. Other sites are
 * kept out although they may be open in the same browser: those that ask by themselves (Origin, Sec-Fetch-Site), and
 * those whose name has been made to point here (DNS rebinding: Host).
 * @param host where the server listens, if not on loopback alone
 */
export function guard(host?: string): MiddlewareHandler {
  return async (context, next) => {
    const { method } = context.req.raw;
    if (method !== "GET" && method !== "HEAD") {
      context.header("Allow", "GET, HEAD");
      return refuse(context, 405, `${method} is not served: nothing here can be changed; use GET`);
    }
    const given = context.req.header("Host") ?? "";
    if (!isOwnName(nameOf(given), host)) {
      const toDo = host === undefined ? "open it as localhost" : `open it as ${host} or by its IP address`;
      return refuse(context, 403, `the host "${given}" is not this server: ${toDo}`);
    }
    if (!isOwnOrigin(context.req.header("Origin"), given) || !isAskedByOwnPage(context)) {
      return refuse(context, 403, "another site asked for this: open the address in the browser instead");
    }
    return next();
  };
}

/** The name in a Host header, without port and brackets. */
function nameOf(host: string): string {
  return host
    .replace(/:\d*$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase();
}

/** Whether a name or address reaches this machine alone. */
export function isLoopback(name: string): boolean {
  return name === "localhost" || name === "::1" || (isIP(name) === 4 && name.startsWith("127."));
}

/** Any port will do: the server may be reached through a tunnel. */
function isOwnName(name: string, host: string | undefined): boolean {
  if (isLoopback(name)) return true;
  // An address in numbers cannot be made to point elsewhere.
  return host !== undefined && (name === host.toLowerCase() || isIP(name) !== 0);
}

function isOwnOrigin(origin: string | undefined, host: string): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}

/** Without the header it is no browser, or an old one, which says Origin where that matters. */
function isAskedByOwnPage({ req }: Context): boolean {
  const site = req.header("Sec-Fetch-Site");
  if (site === undefined || site === "same-origin" || site === "none") return true;
  // A link that was followed: the site on which it stood learns nothing of what opens.
  return req.header("Sec-Fetch-Mode") === "navigate" && req.header("Sec-Fetch-Dest") === "document";
}
