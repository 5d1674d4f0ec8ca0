import { createWebRuntime } from "../hourglass.js";
import { answer, readArguments } from "../protocol.js";
import { trainHourglass } from "../train-hourglass.js";

const { folder, task } = readArguments();
const runtime = await createWebRuntime({ threads: task.threads });
answer(await trainHourglass(runtime, folder, task));
