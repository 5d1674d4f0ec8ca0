import { expose } from "comlink";
import { createExplorer } from "./create-explorer.ts";
import { loadRuntime } from "./web-runtime.ts";

expose(createExplorer(loadRuntime));
