/** The time that a server may take, in seconds. */
export interface TimeLimits {
  /** From the request to the first byte of the answer's header. */
  readonly answerSeconds: number;
  /** Between two pieces of the body. */
  readonly idleSeconds: number;
}

/** The answer to a GET, its body not yet read. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body piece by piece; ending the iteration early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Closes the connection of an answer whose body is of no interest. */
  discard(): void;
}

/** A transfer that failed at the other end or on the way. */
export class TransferError extends Error {
  override readonly name: string = "TransferError";
  /** Whether the same address may well give the rest, or the whole, when asked again. */
  readonly worthRepeating: boolean;

  constructor(message: string, worthRepeating: boolean) {
    super(message);
    this.worthRepeating = worthRepeating;
  }
}

const mostRedirects = 5;

/**
 * GETs `url` over HTTPS, following redirects to HTTPS only. Plain HTTP is for the loopback address alone.
 * @throws TransferError on an address that is not safe, no connection, no answer in time, a broken body
 */
export async function httpGet(
  url: string,
  headers: Readonly<Record<string, string>>,
  limits: TimeLimits,
  signal?: AbortSignal,
): Promise<HttpAnswer> {
  let address = safeAddress(url);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const answer = await request(address, headers, limits, signal);
    if (![301, 302, 303, 307, 308].includes(answer.status)) return answer;
    answer.discard();
    const location = answer.headers.get("location");
    if (location === null) {
      throw new TransferError(`${address} redirects without saying where (HTTP ${answer.status})`, false);
    }
    address = safeAddress(location, address);
  }
  throw new TransferError(`${url} redirects more than ${mostRedirects} times`, false);
}

function safeAddress(location: string, from?: URL): URL {
  let address: URL;
  try {
    address = new URL(location, from);
  } catch {
    throw new TransferError(`expected a web address, found "${location}"`, false);
  }
  if (address.protocol === "https:") return address;
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(address.hostname);
  if (address.protocol === "http:" && loopback && from?.protocol !== "https:") return address;
  const redirect = from === undefined ? "" : `${from} redirects to an address that is not safe: `;
  throw new TransferError(`${redirect}expected HTTPS, found ${address}`, false);
}

async function request(
  address: URL,
  headers: Readonly<Record<string, string>>,
  limits: TimeLimits,
  signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
  const connection = new AbortController();
  // AbortSignal.any would do, but early releases of Node 20 let the garbage collector take its result.
  const interrupt = (): void => connection.abort(signal?.reason);
  signal?.addEventListener("abort", interrupt, { once: true });
  const close = (): void => {
    signal?.removeEventListener("abort", interrupt);
    connection.abort();
  };
  const within = async <T>(seconds: number, late: TransferError, wait: () => Promise<T>): Promise<T> => {
    signal?.throwIfAborted();
    const timer = setTimeout(() => connection.abort(late), seconds * 1000);
    try {
      return await wait();
    } catch (error) {
      close();
      signal?.throwIfAborted();
      throw error instanceof TransferError ? error : explain(error, address);
    } finally {
      clearTimeout(timer);
    }
  };

  const noAnswer = new TransferError(`${address.host}: no answer within ${limits.answerSeconds} s`, false);
  const stalled = new TransferError(
    `${address.host}: the transfer stood still for ${limits.idleSeconds} s`,
    true,
  );
  const response = await within(limits.answerSeconds, noAnswer, () =>
    fetch(address, { headers, redirect: "manual", signal: connection.signal }),
  );
  async function* body(): AsyncGenerator<Uint8Array> {
    const reader = response.body?.getReader();
    if (reader === undefined) return;
    try {
      for (;;) {
        const piece = await within(limits.idleSeconds, stalled, () => reader.read());
        if (piece.done) return;
        yield piece.value;
      }
    } finally {
      close();
    }
  }
  return { status: response.status, headers: response.headers, body: body(), discard: close };
}

/** The reason that `fetch` hides in the cause of its error. */
function explain(error: unknown, address: URL): TransferError {
  let cause = error;
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
  if (cause instanceof AggregateError) cause = cause.errors[0];
  const { code, message } = cause as NodeJS.ErrnoException;
  const unreachable = [
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ENETUNREACH",
    "EHOSTUNREACH",
    "UND_ERR_CONNECT_TIMEOUT",
  ].includes(code ?? "");
  const what = unreachable ? "cannot be reached" : "the connection broke";
  return new TransferError(`${address.host}: ${what} (${message || code})`, !unreachable);
}
