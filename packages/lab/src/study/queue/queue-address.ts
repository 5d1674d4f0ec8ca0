import { UsageError } from "hourglass-core/internal/errors.ts";
import { showValue } from "hourglass-core/internal/validation.ts";

/** Where a queue is. */
export interface QueueAddress {
  /** May hold a password: it is not to be shown. */
  readonly url: string;
  /** The same without what is secret, for messages. */
  readonly shown: string;
}

/** The variable that holds the URL of the queue where it is not to be seen among the arguments of a process. */
export const queueVariable = "HOURGLASS_QUEUE";

/**
 * The queue that an option names.
 * @param option a URL, or `true` where the option stands alone: then HOURGLASS_QUEUE has the URL
 * @throws UsageError on what is no URL of Redis, without showing a password
 */
export function queueAddress(
  option: string | true,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): QueueAddress {
  const from = option === true ? queueVariable : "--queue";
  const url = option === true ? environment[queueVariable] : option;
  if (url === undefined || url === "") {
    throw new UsageError(
      `--queue: expected a URL, as in --queue redis://HOST, or one in the variable ${queueVariable}; found neither`,
    );
  }
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol) || parsed.hostname === "") {
    throw new UsageError(
      `${from}: expected a URL of a Redis or Valkey server, such as redis://HOST:6379, found ${showValue(withoutSecret(url))}`,
    );
  }
  return { url, shown: `${parsed.protocol}//${parsed.hostname}:${parsed.port || "6379"}` };
}

/** Whether a URL has what only its owner should see. */
export function hasSecret(url: string): boolean {
  return withoutSecret(url) !== url;
}

/** What stands before an @ may be a password, whatever the rest is. */
function withoutSecret(url: string): string {
  return url.replace(/^([a-z]+:\/\/)?.*@/i, (_, scheme: string | undefined) => `${scheme ?? ""}...@`);
}
