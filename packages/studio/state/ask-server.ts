/** What the server of `hourglass studio` says, by the types of packages/lab/src/server/api.ts; `undefined` where there is none. */
export async function askServer<T>(path: string, page: string): Promise<T | undefined> {
  try {
    const response = await fetch(new URL(path, page));
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    return response.ok && isJson ? ((await response.json()) as T) : undefined;
  } catch {
    // A static host, or a server that has ended.
    return undefined;
  }
}
