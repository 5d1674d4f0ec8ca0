import { Hono } from "hono";
import { fileResponse } from "./file-response.ts";
import { openInside, segmentsOf } from "./files.ts";
import { fileHeaders } from "./headers.ts";
import { pathPattern } from "./hidden-paths.ts";
import { knownPaths } from "./known-paths.ts";
import { listRuns } from "./list-runs.ts";
import { refuse } from "./refuse.ts";
import { isServed, isText } from "./run-files.ts";

/** Finished runs and studies in a folder, and those of their files that can be looked at. */
export function runRoutes(folder: string): Hono {
  return new Hono()
    .get("/", async (context) => context.json(await listRuns(folder)))
    .get("/*", async (context) => {
      // An id has slashes, and may hold "files" itself.
      const address = /\/runs\/(?<id>.+)\/files\/(?<path>.+)$/.exec(new URL(context.req.url).pathname);
      const { id, path } = address?.groups ?? {};
      if (id === undefined || path === undefined) {
        return refuse(context, 404, "expected api/runs/ID/files/PATH; api/runs lists the ids");
      }
      const [run, file] = [segmentsOf(id), segmentsOf(path)];
      if (run === undefined || file === undefined) {
        return refuse(context, 400, "the address leads out of the folder of runs, or cannot be read");
      }
      const name = file.join("/");
      if (!isServed(name)) return refuse(context, 404, `${name} is no file that is served`);
      const segments = [...run, ...file];
      const hidden = isText(name)
        ? pathPattern(await knownPaths(folder, segments), /\.jsonl?$/.test(name))
        : undefined;
      const found = await openInside(folder, segments);
      if (found === undefined) {
        return refuse(context, 404, `${run.join("/")} has no ${name}; api/runs lists what there is`);
      }
      return fileResponse(context, found, { ...fileHeaders, "Cache-Control": "no-cache" }, hidden);
    });
}
