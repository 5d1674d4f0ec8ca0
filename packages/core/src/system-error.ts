// What the operating system refuses, and memory that there is not: no defects, and told in words that say what to do.

/** What of an error of the system is looked at; Node's errors have it. */
interface SystemError extends Error {
  readonly code: string;
  readonly syscall?: string;
  readonly path?: string;
  readonly dest?: string;
}

interface Words {
  /** What is the matter. */
  readonly problem: string;
  /** What to do about it. */
  readonly advice?: string;
}

const space = "free some space, or choose another folder";
const rights = "choose another file or folder, or let this user have it (ls -l shows whose it is)";
const handles = "let it have more with ulimit -n 4096, and try again";
const memory =
  "close other programs, or ask for less: fewer or smaller images, a smaller --batch-size or model, fewer --workers";

const known: Readonly<Record<string, Words>> = {
  EMFILE: { problem: "too many files are open in this process", advice: handles },
  ENFILE: {
    problem: "too many files are open on this machine",
    advice: "close other programs, and try again",
  },
  ENOSPC: { problem: "the disk is full", advice: space },
  EDQUOT: { problem: "this user's share of the disk is full", advice: space },
  EFBIG: { problem: "the file would be larger than the system allows", advice: "ulimit -f shows the limit" },
  EACCES: { problem: "permission denied", advice: rights },
  EPERM: { problem: "operation not permitted", advice: rights },
  EROFS: { problem: "the disk is read-only", advice: "choose a folder on another disk" },
  ENOMEM: { problem: "out of memory", advice: memory },
  EAGAIN: { problem: "the system has too much to do", advice: "close other programs, and try again" },
  EIO: { problem: "the disk fails", advice: "look for a broken disk or connection" },
  ENOENT: { problem: "there is no such file or folder" },
  ENOTDIR: { problem: "a part of the path is a file and no folder" },
  EISDIR: { problem: "it is a folder" },
  EEXIST: { problem: "it is there already" },
  ENOTEMPTY: { problem: "the folder is not empty" },
  ENAMETOOLONG: { problem: "the name is too long" },
  ELOOP: { problem: "its links lead in a circle" },
  EBUSY: { problem: "another program uses it" },
  EBADF: { problem: "it is not open" },
  ERR_FS_FILE_TOO_LARGE: { problem: "the file is larger than 2 GiB" },
};

const verbs: Readonly<Record<string, string>> = {
  scandir: "list",
  opendir: "list",
  mkdir: "make the folder",
  rmdir: "remove",
  unlink: "remove",
  rm: "remove",
  stat: "look at",
  lstat: "look at",
  fstat: "look at",
  access: "look at",
  realpath: "look at",
  copyfile: "copy",
  ftruncate: "write",
  fsync: "write",
  spawn: "start",
};

/** How V8, WebAssembly and ONNX Runtime say that there is no memory. */
const outOfMemory =
  /array buffer allocation failed|invalid (?:typed array length: \d{9}|string length)|could not allocate|failed to allocate|bad_alloc|out of memory|cannot create a string longer/i;

/**
 * What the system refused, or what there is no memory for: `cannot open x: permission denied (EACCES); ...`. `undefined` for
 * other errors.
 */
export function systemErrorWords(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (isSystemError(error)) {
    const { code, message, syscall, path, dest } = error;
    const { problem, advice } = known[code] ?? { problem: message };
    const what = [syscall && (verbs[syscall] ?? syscall), path, dest && `as ${dest}`].filter((word) => word);
    const doing = what.length === 0 ? "" : `cannot ${what.join(" ")}: `;
    return `${doing}${problem} (${code})${advice === undefined ? "" : `; ${advice}`}`;
  }
  return isOutOfMemory(error) ? `out of memory (${error.message}); ${memory}` : undefined;
}

/** What to do about what the system has too little of, where that is why something else failed. */
export function adviceOn(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  if (isOutOfMemory(cause)) return memory;
  const advice = isSystemError(cause) ? known[cause.code]?.advice : undefined;
  return advice ?? adviceOn(cause.cause);
}

function isSystemError(error: Error): error is SystemError {
  const { code, syscall } = error as Partial<SystemError>;
  if (typeof code !== "string") return false;
  return Object.hasOwn(known, code) || (typeof syscall === "string" && /^E[A-Z0-9]+$/.test(code));
}

function isOutOfMemory(error: Error): boolean {
  return outOfMemory.test(error.message);
}
