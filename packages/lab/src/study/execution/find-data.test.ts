import { cp, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { beforeEach, expect, test } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { writeTinyStudy } from "../../../../../test/support/tiny-study.ts";
import { sha256OfDataset } from "../../run/files/data-identity.ts";
import { findData, type WantedData } from "./find-data.ts";

let folder: TemporaryFolder;
let study: string;
let wanted: WantedData;

beforeEach(async () => {
  folder = await temporaryFolder();
  study = join(folder.path, "studies", "mine");
  await mkdir(join(study, "data"), { recursive: true });
  const home = join(folder.path, "home");
  await mkdir(home);
  await writeTinyStudy(home, 1);
  const settings = resolveSettings({ dataset: join(home, "small.npz") }, "test");
  const sha256 = sha256OfDataset(await findData({ settings, study }, {}));
  wanted = { settings, sha256, study };
  return () => folder[Symbol.asyncDispose]();
});

test.each([
  ["the data folder", () => join(folder.path, "cache")],
  ["data/ of the study", () => join(study, "data")],
  ["beside the study", () => join(folder.path, "studies")],
])("data that a machine has elsewhere are found by their content: %s", async (_, place) => {
  await mkdir(place(), { recursive: true });
  await rename(wanted.settings.dataset, join(place(), "small.npz"));
  const found = await findData(wanted, { dataDir: join(folder.path, "cache") });
  expect(sha256OfDataset(found)).toBe(wanted.sha256);
});

test("others of the same name are not taken for them", async () => {
  await rename(wanted.settings.dataset, join(study, "data", "small.npz"));
  // The same name where the study means it, with other content.
  await cp(join(study, "data", "small.npz"), wanted.settings.dataset);
  const other = { ...wanted, sha256: "0".repeat(64) };
  await expect(findData(other, {})).rejects.toThrow(
    /^the data set with SHA-256 0{12}\.\.\. is not on this machine: .*small\.npz has other content \(\w{12}\.\.\.\); .*Copy small\.npz into the data folder/,
  );
  await rm(wanted.settings.dataset);
  expect(sha256OfDataset(await findData(wanted, {}))).toBe(wanted.sha256);
});

test("where they are nowhere, it says where it has looked", async () => {
  await rm(wanted.settings.dataset);
  await expect(findData(wanted, {})).rejects.toThrow(
    `Copy small.npz into the data folder (--data-dir), or into ${join(study, "data")}`,
  );
  const unknown = { settings: wanted.settings, study };
  await expect(findData(unknown, {})).rejects.toThrow("found nothing");
});
