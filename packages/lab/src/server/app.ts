import { Hono } from "hono";
import { dataRoutes } from "./data-routes.ts";
import { guard } from "./guard.ts";
import { fileHeaders } from "./headers.ts";
import { pageRoutes } from "./page-routes.ts";
import { refuse, refuseError } from "./refuse.ts";
import { runRoutes } from "./run-routes.ts";

export interface AppOptions {
  /** The folder of the built page; without it there is only `/api`. */
  readonly page?: string;
  /** The folder of runs; it need not exist. */
  readonly runs: string;
  /** The folder of data sets; the usual cache unless given. */
  readonly dataDir?: string | undefined;
  /** The name or address on which the server listens, where that is not loopback. */
  readonly host?: string | undefined;
}

/** What the studio asks of the machine it was started on: the page, the data sets, the runs. Nothing is ever changed. */
export function createApp({ page, runs, dataDir, host }: AppOptions): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    // Of what has none of its own: lists and refusals.
    for (const [name, value] of Object.entries({ ...fileHeaders, "Cache-Control": "no-cache" })) {
      if (!context.res.headers.has(name)) context.header(name, value);
    }
  });
  app.use(guard(host));
  app.route("/api/data", dataRoutes(dataDir));
  app.route("/api/runs", runRoutes(runs));
  app.all("/api/*", (context) =>
    refuse(context, 404, "nothing of this name: there are api/data and api/runs"),
  );
  if (page !== undefined) app.route("/", pageRoutes(page));
  app.notFound((context) => refuse(context, 404, "there is nothing here"));
  app.onError((error, context) => refuseError(context, error));
  return app;
}
