/** Longer lists are told by their ends. */
const mostListed = 40;
const endsListed = 5;

/** `1, 2, 3`; of a long list the first, the last and how many there are: `1, 2, 3, 4, 5 … 5000 (5,000 in all)`. */
export function listedShort(items: readonly (string | number)[], separator: string = ", "): string {
  if (items.length <= mostListed) return items.join(separator);
  const first = items.slice(0, endsListed).join(separator);
  return `${first} … ${items.at(-1)} (${items.length.toLocaleString("en-US")} in all)`;
}
