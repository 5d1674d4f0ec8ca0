import { group } from "d3-array";
import { counted } from "hourglass-core/internal/words.ts";
import { connectQueue } from "../../study/queue/connection.ts";
import { queueAddress } from "../../study/queue/queue-address.ts";
import { openRunQueue } from "../../study/queue/run-queue.ts";
import { formatTable } from "../terminal/format-table.ts";
import { print } from "../terminal/terminal.ts";

/** How many runs that wait are looked at for the studies that they are of. */
const mostListed = 10_000;

/** Prints what a queue holds: its workers and what each does, and how many runs of which study wait. */
export async function tellQueueStatus(option: string | true): Promise<void> {
  const address = queueAddress(option);
  const connection = await connectQueue(address);
  try {
    const queue = await openRunQueue(connection);
    const [{ waiting, active }, workers, running] = [
      await queue.counts(),
      await queue.workers(),
      await queue.active(),
    ];
    const studies = group((await queue.waiting()).slice(0, mostListed), ({ study }) => study);
    await queue.close();
    const rows = running.map(({ worker, run, progress }) => [worker, run, progress?.text ?? "begun"]);
    const idle = workers.filter((worker) => !running.some((one) => one.worker === worker));
    const parts = [
      `${address.shown}: ${counted(waiting, "run")} waiting, ${active} under way, ${counted(workers.length, "worker")}`,
      ...[...studies].map(([study, runs]) => `  ${study}: ${counted(runs.length, "run")} waiting`),
      ...(rows.length + idle.length === 0
        ? []
        : [formatTable([...rows, ...idle.map((worker) => [worker, "idle", ""])], "left").trimEnd()]),
    ];
    print(parts.join("\n"));
  } finally {
    connection.close();
  }
}
