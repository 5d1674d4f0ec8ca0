/** Header names to values. */
export type HeaderFields = Readonly<Record<string, string>>;

/** What makes a page cross-origin isolated, without which a browser gives it no shared memory and so no threads. */
export const isolationHeaders: HeaderFields = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * What the page may do: compile WebAssembly, start workers of its own, and speak to nobody but its own server. Libraries
 * set styles on elements, hence `unsafe-inline` there and only there.
 */
export const pagePolicy: readonly string[] = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self' blob: data:",
  "worker-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** Of every answer. */
export const commonHeaders: HeaderFields = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy":
    "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
};

/** Of the page, its scripts and its workers: a worker is isolated, and bound by a policy, by its own headers. */
export const pageHeaders: HeaderFields = {
  ...commonHeaders,
  ...isolationHeaders,
  "Content-Security-Policy": [...pagePolicy, "frame-ancestors 'none'"].join("; "),
};

/**
 * Of files that runs have left, reports among them: shown as they are, with no script, no origin and no request. A browser
 * opens no sandboxed page that also asks for an opener policy, hence none here.
 */
export const fileHeaders: HeaderFields = {
  ...commonHeaders,
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Content-Security-Policy": [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src data:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    "sandbox allow-top-navigation-by-user-activation",
  ].join("; "),
};
