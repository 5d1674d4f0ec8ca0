import { startEarly } from "./workers/start-worker.ts";
import "./style/index.css";

// The worker that shows the first model loads what it is made of while the page does.
startEarly("explorer");
void import("./page.tsx");
