import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer, type HttpBindings } from "@hono/node-server";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { type AppOptions, createApp } from "./app.ts";
import { blockedPorts } from "./blocked-ports.ts";
import { fileLimit } from "./file-limit.ts";
import { isLoopback } from "./guard.ts";

export interface ServerOptions extends Omit<AppOptions, "host"> {
  /** The name or address to listen on; loopback unless given. */
  readonly host?: string | undefined;
  /** 0 for any that is free; unless given, the first that is free from {@link usualPort} on. */
  readonly port?: number | undefined;
  /** A test gives its own. */
  readonly limits?: Partial<ServerLimits>;
}

export interface RunningServer {
  /** The address to open, with a final slash. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export const usualPort = 4870;
const triedPorts = 20;
const loopback = "127.0.0.1";

/** What a server bears. */
interface ServerLimits {
  /** Connections at a time, each of which may hold a file; what is more is closed. */
  readonly connections: number;
  /** After so long without a byte in either direction a connection is closed, and with it its file. */
  readonly idleSeconds: number;
}

/** More than any browser opens. */
const mostConnections = 1024;

/** Open files that are neither connections nor what they read. */
const otherFiles = 64;

function usualLimits(): ServerLimits {
  const connections = Math.floor((fileLimit() - otherFiles) / 2);
  return { connections: Math.min(mostConnections, Math.max(8, connections)), idleSeconds: 120 };
}

/** How long a request may take to arrive, which has no body. */
const requestSeconds = 20;

/**
 * Serves the studio until it is closed.
 * @throws HourglassError where the port is taken, naming one that is free, or the host is none of this machine's
 */
export async function startServer({
  port,
  host = loopback,
  limits,
  ...options
}: ServerOptions): Promise<RunningServer> {
  const app = createApp({ ...options, ...(isLoopback(host) ? {} : { host }) });
  const server = createAdaptorServer({
    fetch: async (request, env) => {
      await turnOf(env as HttpBindings);
      return app.fetch(request, env);
    },
    serverOptions: { headersTimeout: 1000 * requestSeconds, requestTimeout: 1000 * requestSeconds },
  }) as Server;
  const { connections, idleSeconds } = { ...usualLimits(), ...limits };
  server.maxConnections = connections;
  server.setTimeout(1000 * idleSeconds);
  if (port === undefined) {
    if ((await listenOnFree(server, host, usualPort)) === undefined) {
      const last = usualPort + triedPorts - 1;
      throw new HourglassError(
        `the ports from ${usualPort} to ${last} are taken: choose another with --port`,
      );
    }
  } else if (!(await listen(server, host, port))) {
    throw new HourglassError(`port ${port} is taken${await freePortWords(host, port)}`);
  }
  const { port: found } = server.address() as AddressInfo;
  return {
    url: `http://${nameToOpen(host)}:${found}/`,
    port: found,
    close: async () => {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, "close");
    },
  };
}

/** Requests that a client sends without waiting for answers are answered one after the other: a connection has one file. */
async function turnOf({ outgoing }: HttpBindings): Promise<void> {
  if (outgoing.socket === null) await once(outgoing, "socket");
}

/** Whether the port was free, and is the server's now. */
async function listen(server: Server, host: string, port: number): Promise<boolean> {
  try {
    server.listen(port, host);
    await once(server, "listening");
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE") return false;
    if (code === "EACCES") {
      throw new HourglassError(`port ${port} is not for everybody (${message}): choose one above 1023`);
    }
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND" || code === "EAI_AGAIN") {
      throw new HourglassError(
        `--host ${host} is no address of this machine (${code}): give one, or 0.0.0.0 for all of them`,
      );
    }
    throw new HourglassError(`cannot listen on ${host}, port ${port}: ${message}`, { cause: error });
  }
}

async function listenOnFree(server: Server, host: string, from: number): Promise<number | undefined> {
  for (let port = from; port < from + triedPorts && port <= 65_535; port++) {
    if (!blockedPorts.has(port) && (await listen(server, host, port))) return port;
  }
  return undefined;
}

async function freePortWords(host: string, taken: number): Promise<string> {
  const other = createAdaptorServer({ fetch: () => new Response() }) as Server;
  const port = await listenOnFree(other, host, taken + 1);
  other.close();
  return port === undefined ? ": choose another with --port" : `; ${port} is free: --port ${port}`;
}

/** What a browser on this machine opens. */
function nameToOpen(host: string): string {
  if (host === "0.0.0.0") return loopback;
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
