import { notMeasured, whole } from "./format.js";
import { summarise } from "./statistics.js";
import { beforePress } from "./studio/visits.js";
import { table } from "./table.js";

/** @import { PartResults, Results } from "./results.js" */

/** What first visits took, beside what was aimed at. @param {Results} results */
export function visitTable({ visits: found }) {
  if (found === undefined) return notMeasured;
  const { browser, visits, memory, code } = found;
  const row = (
    /** @type {string} */ what,
    /** @type {keyof PartResults<"visits">["visits"][number]} */ of,
    /** @type {number | undefined} */ aim,
  ) => {
    const values = visits.map((visit) => visit[of]);
    const { median, lowest, highest } = summarise(values);
    return [
      what,
      `${whole(median)} ms`,
      `${whole(lowest)} to ${whole(highest)} ms`,
      ...(aim === undefined
        ? ["", ""]
        : [`${whole(aim)} ms`, `${values.filter((value) => value <= aim).length} of ${values.length}`]),
    ];
  };
  return [
    `${browser}, a new window each time, a second old, from loopback. A picture is one of the rebuilt examples; the page's first training is 10 epochs of 10,000 digits, begun ${beforePress / 1000} s after the page was alive.`,
    table(
      [`${visits.length} first visits`, "median", "lowest to highest", "aimed at", "reached by"],
      [
        row("first contentful paint", "firstPaint", 700),
        row("ready to train", "ready", 1500),
        row("alive: the first picture", "alive", 1500),
        row("the first picture of the first training, from the press of Train", "firstTrained", undefined),
        row("the whole of it, from the press of Train", "training", 10_000),
        row("longest time without a new picture while it trains", "longestGap", 250),
        row("longest wait of a key for its answer while it trains", "input", 50),
      ],
    ),
    `The page's own scripts and styles that a visit and its training load take ${whole(code.loaded / 1000)} KB gzipped (aimed at: 350), with what is ` +
      `loaded later ${whole(code.all / 1000)} KB. After the training the page takes ${whole(memory / 1e6)} MB.`,
  ].join("\n\n");
}
