import { expose } from "comlink";
import { loadRuntime } from "../helpers/web-runtime.ts";
import { createExplorer } from "./create-explorer.ts";

expose(createExplorer(loadRuntime));
