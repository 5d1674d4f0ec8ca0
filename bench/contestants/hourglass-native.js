import { createNativeRuntime } from "../native-runtime.js";
import { readArguments } from "../protocol.js";
import { trainHourglass } from "../train-hourglass.js";

const { folder, task } = readArguments();
await trainHourglass(await createNativeRuntime(task.threads), folder, task);
