import { HourglassError } from "hourglass-core/internal/errors.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { expect, test } from "vitest";
import { mutate } from "../support/mutate.ts";
import { isForPeople } from "./fuzz-target.ts";
import { ownFiles } from "./own-files.ts";

test("many", async () => {
  const target = ownFiles.find(({ name }) => name === "run.json of a detector")!;
  const found = new Map<string, number>();
  const end = Date.now() + 300_000;
  let n = 0, values = 0;
  for (let seed = 0; Date.now() < end && n < 20000; seed++, n++) {
    const bytes = mutate(Uint8Array.from(target.seeds[0]!), createRandom(seed, "many"));
    try {
      await target.run(bytes);
      values++;
    } catch (error) {
      if (error instanceof HourglassError && isForPeople(error.message)) continue;
      const words = String((error as Error).stack).slice(0, 400);
      found.set(words, (found.get(words) ?? 0) + 1);
    }
  }
  console.log(n, values, [...found]);
  expect(found.size).toBe(0);
}, 1_000_000);
