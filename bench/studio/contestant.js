import { orderOfRound } from "../rounds.js";

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
 * Rates of contestants that take turns: what slows the machine for a while slows all of them. Who cannot start is left out, with the
 * reason, but for the studio itself, without which there is nothing to compare.
 * @param {Readonly<Record<string, () => Promise<Contestant>>>} starts
 * @param {{ warmUp: number, seconds: number, rounds: number }} times `warmUp` in seconds: an engine that compiles while it runs is slow at first
 * @param {(text: string) => void} tell
 * @returns {Promise<{ rates: Record<string, number[]>, missing: Record<string, string> }>} a rate a round
 */
export async function takeTurns(starts, { warmUp, seconds, rounds }, tell) {
  /** @type {Map<string, Contestant>} */
  const running = new Map();
  /** @type {Record<string, string>} */
  const missing = {};
  for (const [name, start] of Object.entries(starts)) {
    try {
      const contestant = await start();
      await contestant.rate(warmUp);
      running.set(name, contestant);
    } catch (error) {
      if (name === "studio") throw error;
      const message = error instanceof Error ? error.message : String(error);
      missing[name] = (message.split("\n")[0] ?? "").replace(/^page\.evaluate: (Error: )?/, "");
      tell(`without ${name}: ${missing[name]}`);
    }
  }
  const names = [...running.keys()];
  /** @type {Record<string, number[]>} */
  const rates = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const index of orderOfRound(round, names.length)) {
      const name = names[index] ?? "";
      const rate = await running.get(name)?.rate(seconds);
      if (rate !== undefined) rates[name]?.push(rate);
    }
    const found = names.map((name) => `${name} ${Math.round(rates[name]?.at(-1) ?? 0).toLocaleString("en")}`);
    tell(`round ${round} of ${rounds}, images/s: ${found.join(", ")}`);
  }
  for (const contestant of running.values()) await contestant.end();
  return { rates, missing };
}
