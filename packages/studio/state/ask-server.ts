/** A server that takes longer is taken for none: a list of many runs takes seconds. */
const patience = 60_000;

/** What the server of `hourglass studio` says, by the types of packages/lab/src/server/api.ts; `undefined` where there is none. */
export async function askServer<T>(path: string, page: string): Promise<T | undefined> {
  try {
    const response = await fetch(new URL(path, page), { signal: AbortSignal.timeout(patience) });
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    return response.ok && isJson ? ((await response.json()) as T) : undefined;
  } catch {
    // A static host, or a server that has ended or hangs.
    return undefined;
  }
}
