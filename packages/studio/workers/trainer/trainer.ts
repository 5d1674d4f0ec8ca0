import { expose } from "comlink";
import { loadRuntime } from "../helpers/web-runtime.ts";
import { createTrainer } from "./create-trainer.ts";

expose(createTrainer(loadRuntime));
