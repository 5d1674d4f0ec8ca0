import { createNodeRuntime } from "../hourglass.js";
import { answer, readArguments } from "../protocol.js";
import { trainHourglass } from "../train-hourglass.js";

const { folder, task } = readArguments();
const runtime = await createNodeRuntime({
  threads: task.threads,
  onNotice: (text) => {
    throw new Error(text);
  },
});
answer(await trainHourglass(runtime, folder, task));
