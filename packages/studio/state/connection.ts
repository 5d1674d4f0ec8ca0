import { connectWorkers, type Workers } from "../workers/connect.ts";

let workers: Workers | undefined;

/**
 * Starts the workers of the page; those of before end.
 * @param onGone told when one of the new ones will never answer again
 */
export function connect(onGone: (error: Error) => void): Workers {
  workers?.end();
  const mine = connectWorkers((error) => {
    if (workers === mine) onGone(error);
  });
  workers = mine;
  return mine;
}

/** The workers of the page, which has started them. */
export function connected(): Workers {
  if (workers === undefined) throw new TypeError("the page has not started its workers");
  return workers;
}

/** The worker that answers questions about models, for the parts that explore them. */
export function explorer(): Workers["explorer"] {
  return connected().explorer;
}
