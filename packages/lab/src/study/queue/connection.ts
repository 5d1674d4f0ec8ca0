import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { Redis } from "ioredis";
import type { QueueAddress } from "./queue-address.ts";

/** A connection to a queue, which comes back by itself once it has been there. */
export interface QueueConnection {
  readonly client: Redis;
  /** The queue's address without a password. */
  readonly shown: string;
  /** Whether commands are answered now; else they wait. */
  isReady(): boolean;
  /** Tells when commands are answered again. */
  onReady(listener: () => void): void;
  /** Gives up the connection, and what waits for it. */
  close(): void;
}

/** Longer than a network takes, and shorter than a person waits. */
const connectSeconds = 5;
/** At most between attempts to reach a queue that was there. */
const retrySeconds = 2;

/**
 * Connects to the Redis or Valkey of a queue.
 * @throws HourglassError where it cannot be reached, refuses the password, or is no Redis, in a sentence without the password
 */
export async function connectQueue({ url, shown }: QueueAddress): Promise<QueueConnection> {
  const { Redis } = await loadOptional(() => import("ioredis"));
  let wasReady = false;
  let problem: Error | undefined;
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 1000 * connectSeconds,
    // Whoever waits for a queue that went away waits until it is back.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (wasReady ? Math.min(100 * times, 1000 * retrySeconds) : null),
  });
  client.on("error", (error: Error) => {
    problem ??= error;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    client.disconnect();
    throw new HourglassError(connectionWords(problem ?? (error as Error), shown), { cause: error });
  }
  wasReady = true;
  return {
    client,
    shown,
    isReady: () => client.status === "ready",
    onReady: (listener) => client.on("ready", listener),
    close: () => client.disconnect(),
  };
}

/** A package that is installed only where somebody wants a queue. @throws HourglassError that says which, where it is missing */
export async function loadOptional<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw new HourglassError(
      "--queue: a queue needs the packages bullmq and ioredis, which are optional and are not installed: npm install bullmq ioredis",
      { cause: error },
    );
  }
}

/** What the matter is with a queue, and what to do. */
export function connectionWords(error: Error, shown: string): string {
  const { code = "" } = error as NodeJS.ErrnoException;
  const { message } = error;
  if (/WRONGPASS|NOAUTH|invalid password|without any password/i.test(message)) {
    return `the queue at ${shown} refuses the password: set HOURGLASS_QUEUE to redis://:PASSWORD@HOST with the right one`;
  }
  if (/NOPERM/.test(message))
    return `the queue at ${shown} does not let this user do what is needed (${message})`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `the queue at ${shown} cannot be reached: no machine of that name is known; correct --queue`;
  }
  if (/protocol error|reply type byte|RESP type/i.test(message)) {
    return `what answers at ${shown} is neither Redis nor Valkey; correct --queue`;
  }
  const why =
    code === "ECONNREFUSED" ? "nothing listens there" : code === "ETIMEDOUT" ? "it does not answer" : message;
  return `the queue at ${shown} cannot be reached: ${why}; start Redis or Valkey there, or correct --queue`;
}
