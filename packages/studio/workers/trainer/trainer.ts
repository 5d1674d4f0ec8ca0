import { expose } from "comlink";
import { createTrainer } from "./create-trainer.ts";
import { loadRuntime } from "../helpers/web-runtime.ts";

expose(createTrainer(loadRuntime));
