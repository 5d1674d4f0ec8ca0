import { expose } from "comlink";
import { createExplorer } from "./create-explorer.ts";
import { loadRuntime } from "../helpers/web-runtime.ts";

expose(createExplorer(loadRuntime));
