import { spawnSync } from "node:child_process";

/** Why tests of the queue are skipped; `undefined` where Redis is here. */
export const withoutRedis: string | undefined =
  spawnSync("redis-server", ["--version"]).status === 0
    ? undefined
    : "redis-server is not here (apt-get install redis-server)";

/** A Redis of a test's own. */
export interface TestRedis {
  readonly port: number;
  readonly url: string;
  /** Ends it at once, and starts it again on the same port after some time: empty, unless it keeps what it has. */
  restart(awaySeconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** The campaigns are JavaScript: what is used of them here, as types. */
interface Campaigns {
  startRedis(folder: string, options?: readonly string[]): Promise<TestRedis>;
}

const campaigns = (await import(new URL("../../reliability/redis.js", import.meta.url).href)) as Campaigns;

/**
 * @param folder where it may keep its files
 * @param options its own: `["--requirepass", "x"]`
 */
export const startRedis: Campaigns["startRedis"] = campaigns.startRedis;
