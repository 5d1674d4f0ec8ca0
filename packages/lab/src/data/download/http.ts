/** A transfer that failed at the other end or on the way. */
export class TransferError extends Error {}

/** One that may well succeed when the same address is asked again. */
export class PassingError extends TransferError {}

const mostRedirects = 5;

/**
 * GETs `url` over HTTPS, following redirects to HTTPS only. Plain HTTP is for the loopback address alone.
 * @throws TransferError where nobody answers, or an address is not safe
 */
export async function httpGet(url: string, request: RequestInit): Promise<Response> {
  let address = safeAddress(url);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const answer = await fetch(address, { ...request, redirect: "manual" }).catch(explainTo(address));
    if (![301, 302, 303, 307, 308].includes(answer.status)) return answer;
    const location = answer.headers.get("location");
    if (!location)
      throw new TransferError(`${address} redirects without saying where (HTTP ${answer.status})`);
    address = safeAddress(location, address);
  }
  throw new TransferError(`${url} redirects more than ${mostRedirects} times`);
}

function safeAddress(location: string, from?: URL): URL {
  if (!URL.canParse(location, from)) throw new TransferError(`expected a web address, found "${location}"`);
  const address = new URL(location, from);
  const isLocal = /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(address.origin);
  if (address.protocol === "https:" || (isLocal && from?.protocol !== "https:")) return address;
  const redirect = from === undefined ? "" : `${from} redirects to an address that is not safe: `;
  throw new TransferError(`${redirect}expected HTTPS, found ${address}`);
}

/** Throws in words what `fetch`, or the body of its answer, throws with the reason in the cause. */
export const explainTo =
  (address: string | URL) =>
  (error: unknown): never => {
    if (error instanceof TransferError) throw error;
    const { code = "", message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
    const { host } = new URL(address);
    const away = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(NET|HOST)UNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(code);
    if (away) throw new TransferError(`${host}: cannot be reached (${message || code})`);
    throw new PassingError(`${host}: the connection broke (${message || code})`);
  };
