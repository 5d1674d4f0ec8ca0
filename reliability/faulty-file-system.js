// Loaded before a command (node --import): makes one call to the file system fail. HOURGLASS_FAULT says which and how, as JSON:
// { "root": FOLDER, "call": N, "code": "ENOSPC" }. Only calls for paths in that folder count, from 1; with "count": FILE the number
// of calls is written there instead. A write that fails so has written half of its bytes. With "short": true no call fails, and
// every read and write of an open file takes half of what it was asked for, as systems may.
import { writeFileSync } from "node:fs";
import promises from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { resolve, sep } from "node:path";

const { root, call, code, count, short } = JSON.parse(process.env["HOURGLASS_FAULT"] ?? "{}");

const errors = {
  EIO: { errno: -5, words: "i/o error" },
  ENOSPC: { errno: -28, words: "no space left on device" },
  EMFILE: { errno: -24, words: "too many open files" },
  EACCES: { errno: -13, words: "permission denied" },
};

let calls = 0;

/** Whether this call is to fail. @param {unknown} path */
function isHit(path) {
  if (typeof path !== "string" || !`${resolve(path)}${sep}`.startsWith(`${root}${sep}`)) return false;
  calls++;
  return calls === call;
}

/** @param {string} name @param {string} path */
function failure(name, path) {
  const { errno, words } = errors[code];
  return Object.assign(new Error(`${code}: ${words}, ${name} '${path}'`), {
    code,
    errno,
    syscall: name,
    path,
  });
}

const half = (/** @type {unknown} */ data) =>
  typeof data === "string" ? data.slice(0, data.length / 2) : data.subarray(0, data.length >> 1);

/** The arguments of a read or write with half of the length. @param {readonly unknown[]} given */
function halved([buffer, second, length, position]) {
  const options =
    typeof second === "object" && second !== null ? second : { offset: second, length, position };
  const { offset = 0, length: requested = buffer.byteLength - offset, position: from = null } = options;
  return [buffer, offset, Math.max(1, requested >> 1), from];
}

if (root !== undefined) {
  const handles = new WeakMap();
  for (const name of [
    "access",
    "appendFile",
    "mkdir",
    "open",
    "readdir",
    "readFile",
    "rename",
    "rm",
    "rmdir",
    "stat",
    "writeFile",
  ]) {
    const real = promises[name];
    promises[name] = async (path, ...others) => {
      if (isHit(path)) {
        if (name === "writeFile" || name === "appendFile") {
          await real(path, half(others[0]), ...others.slice(1)).catch(() => undefined);
        }
        throw failure(name, path);
      }
      const result = await real(path, ...others);
      if (name === "open") handles.set(result, path);
      return result;
    };
  }
  const probe = await promises.open(process.execPath);
  const prototype = Object.getPrototypeOf(probe);
  await probe.close();
  for (const name of ["read", "readFile", "stat", "sync", "write", "writeFile"]) {
    const real = prototype[name];
    prototype[name] = async function (...given) {
      const path = handles.get(this);
      if (short && (name === "read" || name === "write") && path !== undefined) {
        return real.apply(this, halved(given));
      }
      if (isHit(path)) {
        if (name === "write" || name === "writeFile")
          await real.call(this, half(given[0])).catch(() => undefined);
        throw failure(name, path);
      }
      return real.apply(this, given);
    };
  }
  syncBuiltinESMExports();
  if (count !== undefined) process.on("exit", () => writeFileSync(count, String(calls)));
}
