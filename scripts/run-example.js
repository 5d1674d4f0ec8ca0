// Runs an example in TypeScript, also on a Node that reads none: npm run example own-operator
import { runnerImport } from "vite";

const [name] = process.argv.slice(2);
if (name === undefined) {
  process.stderr.write("expected the name of a file in examples/: npm run example own-operator\n");
  process.exit(2);
}
await runnerImport(`./examples/${name.replace(/\.ts$/, "")}.ts`, { configFile: false, logLevel: "error" });
