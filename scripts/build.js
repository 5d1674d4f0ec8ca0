// Builds the packages in the order in which they need one another: core and lab are compiled to dist/ (plain ES modules with
// declarations, one file for one file), with the page in lab's, as a static site.
import { buildAlone } from "./build-alone.js";

await buildAlone(() => true);
