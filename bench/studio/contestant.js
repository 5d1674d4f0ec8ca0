/**
 * What is trained, with the settings' defaults.
 * @typedef {{ model: string, images: number }} Job
 */

/**
 * Something that trains a model when it is asked to, and waits in between.
 * @typedef {object} Contestant
 * @property {(seconds: number) => Promise<number>} rate trains on for some seconds, and gives training images a second
 * @property {() => Promise<void>} end
 */

/**
 * Rates of contestants that take turns: what slows the machine for a while slows all of them.
 * @template {string} Name
 * @param {Readonly<Record<Name, Contestant>>} contestants
 * @param {{ warmUp: number, seconds: number, rounds: number }} times `warmUp` in seconds: an engine that compiles while it runs is slow at first
 * @param {(name: Name, rate: number) => void} tell
 * @returns {Promise<Record<Name, number[]>>} a rate a round
 */
export async function takeTurns(contestants, { warmUp, seconds, rounds }, tell) {
  const all = /** @type {[Name, Contestant][]} */ (Object.entries(contestants));
  const rates = /** @type {Record<Name, number[]>} */ (Object.fromEntries(all.map(([name]) => [name, []])));
  for (const [, { rate }] of all) await rate(warmUp);
  for (let round = 0; round < rounds; round++) {
    // Who follows whom changes from round to round.
    for (const [name, { rate }] of round % 2 === 0 ? all : all.toReversed()) {
      const found = await rate(seconds);
      rates[name].push(found);
      tell(name, found);
    }
  }
  for (const [, { end }] of all) await end();
  return rates;
}
