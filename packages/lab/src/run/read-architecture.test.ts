import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { readArchitecture } from "./read-architecture.ts";

test("a file of layers is read and completed", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "mine.json");
  await writeFile(
    file,
    '{"name": "mine", "encoder": [{"type": "dense", "units": 3}], "decoder": [{"type": "dense", "units": 16}]}',
  );
  expect(await readArchitecture(file, "--model")).toEqual({
    name: "mine",
    encoder: [{ type: "dense", units: 3, activation: "linear" }],
    decoder: [{ type: "dense", units: 16, activation: "linear" }],
  });
});

test.each([
  ["that is no JSON", "{encoder", /^--model .*mine\.json, line 1: Flow map must end with a }$/],
  [
    "with a wrong layer",
    '{"encoder": [{"type": "dense", "units": 0}], "decoder": []}',
    /^--model .*mine\.json: encoder, layer 1 \(dense\): units: .*found 0$/,
  ],
  [
    "with a part twice",
    '{\n\t"encoder": [],\n\t"encoder": [],\n\t"decoder": []\n}',
    /^--model .*mine\.json, line 3: "encoder" is there twice$/,
  ],
  [
    "of a hundred thousand brackets",
    "[".repeat(100_000),
    /^--model .*mine\.json, line 1: expected at most 100 levels of nesting, found more$/,
  ],
  [
    "of a list",
    "[]",
    /^--model .*mine\.json: expected a record with name, encoder, decoder, output, found \[\]$/,
  ],
])("a file %s is refused by its name", async (_, text, message) => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "mine.json");
  await writeFile(file, text);
  await expect(readArchitecture(file, "--model")).rejects.toThrow(UsageError);
  await expect(readArchitecture(file, "--model")).rejects.toThrow(message);
});
