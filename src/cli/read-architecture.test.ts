import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { UsageError } from "../errors.ts";
import { readArchitecture } from "./read-architecture.ts";

test("a file of layers is read and completed", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "mine.json");
  await writeFile(
    file,
    '{"name": "mine", "encoder": [{"type": "dense", "units": 3}], "decoder": [{"type": "dense", "units": 16}]}',
  );
  expect(await readArchitecture(file)).toEqual({
    name: "mine",
    encoder: [{ type: "dense", units: 3, activation: "linear" }],
    decoder: [{ type: "dense", units: 16, activation: "linear" }],
  });
});

test.each([
  ["that is no JSON", "{encoder", /^--model: .*mine\.json is no JSON: /],
  [
    "with a wrong layer",
    '{"encoder": [{"type": "dense", "units": 0}], "decoder": []}',
    /^--model .*mine\.json: encoder, layer 1 \(dense\): units: .*found 0$/,
  ],
])("a file %s is refused by its name", async (_, text, message) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "mine.json");
  await writeFile(file, text);
  await expect(readArchitecture(file)).rejects.toThrow(UsageError);
  await expect(readArchitecture(file)).rejects.toThrow(message);
});

test("a file that is missing is refused by its name", async () => {
  await expect(readArchitecture("nowhere.json")).rejects.toThrow(UsageError);
  await expect(readArchitecture("nowhere.json")).rejects.toThrow("--model: cannot read nowhere.json: ENOENT");
});
