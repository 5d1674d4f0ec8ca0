// Answers the page's requests to its own host, adding the headers that isolate it, for hosts that do not send them. It keeps
// nothing and changes nothing else. See isolation.ts.

import { isolationHeaders } from "hourglass-lab/internal/server/headers.ts";

/** What is used here of a service worker's scope; the compiler's own description excludes that of a page. */
interface ServiceWorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", handle: (event: LifetimeEvent) => void): void;
  addEventListener(name: "fetch", handle: (event: RequestEvent) => void): void;
}
interface LifetimeEvent {
  waitUntil(work: Promise<void>): void;
}
interface RequestEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

const scope = globalThis as unknown as ServiceWorkerScope;

// The newest worker serves at once, and pages that were open before it, too.
scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));

scope.addEventListener("fetch", (event) => {
  if (new URL(event.request.url).origin !== scope.location.origin) return;
  event.respondWith(isolated(event.request));
});

async function isolated(request: Request): Promise<Response> {
  const response = await fetch(request);
  // A redirection that the browser follows itself has no content to put headers on.
  if (response.type === "opaqueredirect") return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(isolationHeaders)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
