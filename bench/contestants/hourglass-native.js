import { createNativeRuntime } from "../native-runtime.js";
import { answer, readArguments } from "../protocol.js";
import { trainHourglass } from "../train-hourglass.js";

const { folder, task } = readArguments();
answer(await trainHourglass(await createNativeRuntime(task.threads), folder, task));
