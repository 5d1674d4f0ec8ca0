/** The command line that continues the run in a folder. */
export function resumeCommand(folder: string): string {
  return `hourglass train --out ${shellWord(folder)} --resume`;
}

/** A word for a POSIX shell: as it stands where that is safe, otherwise in single quotes. */
export function shellWord(word: string): string {
  return /^[\w.,:/+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
