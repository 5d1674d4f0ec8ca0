const randomBytes = 6;

/** A key that no other record has, of this tab or another one; later ones sort behind earlier ones. Nothing is decided by it. */
export function newKey(): string {
  const random = crypto.getRandomValues(new Uint8Array(randomBytes));
  const word = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${Date.now().toString(36).padStart(9, "0")}-${word}`;
}
