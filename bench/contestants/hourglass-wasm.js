import { createWebRuntime } from "../hourglass.js";
import { readArguments } from "../protocol.js";
import { trainHourglass } from "../train-hourglass.js";

const { folder, task } = readArguments();
await trainHourglass(await createWebRuntime({ threads: task.threads }), folder, task);
