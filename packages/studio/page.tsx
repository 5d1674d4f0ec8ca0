import { render } from "preact";
import { App } from "./app.tsx";
import { start } from "./state/actions.ts";
import { tellOfErrors } from "./state/page-errors.ts";
import { startTheme } from "./state/theme.ts";

const page = document.getElementById("page");
if (page === null) throw new TypeError("index.html has no element #page");
tellOfErrors();
startTheme();
// What is begun there goes on while the page is drawn for the first time.
void start();
render(<App />, page);
