import { expose } from "comlink";
import { createUmap } from "./create-umap.ts";

expose(createUmap());
