import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** The address by which a script imports a file of the built package: `node.js`, `graph/onnx/serialise.js`. */
export const builtModule = (path: string): string =>
  JSON.stringify(pathToFileURL(`packages/core/dist/${path}`).href);

export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

export interface NodeOptions {
  /** The folder it runs in. */
  readonly cwd: string;
  /** All of its environment but the PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** A command that runs it, with its words. */
  readonly under?: readonly string[];
}

/** Runs a program of Node to its end; throws where it fails. */
export function runNode(words: readonly string[], { cwd, env, under = [] }: NodeOptions): Promise<Printed> {
  const [command = process.execPath, ...rest] = [...under, process.execPath, ...words];
  return promisify(execFile)(command, rest, { cwd, env: { PATH: process.env["PATH"], ...env } });
}
