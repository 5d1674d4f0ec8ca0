import fc from "fast-check";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { describe, expect, test } from "vitest";
import { mutate } from "../support/mutate.ts";
import { type FuzzTarget, isForPeople } from "./fuzz-target.ts";
import { targets } from "./targets.ts";

/** What a reader makes of bytes: a value, or an error of ours; any other is thrown. */
async function outcome(target: FuzzTarget, bytes: Uint8Array<ArrayBuffer>): Promise<"value" | "refused"> {
  try {
    await target.run(bytes);
    return "value";
  } catch (error) {
    if (error instanceof HourglassError && isForPeople(error.message)) return "refused";
    throw error;
  }
}

describe.each(targets)("the reader of $name", (target) => {
  test("reads what is whole", async () => {
    for (const seed of target.seeds) await target.run(Uint8Array.from(seed));
  });

  test("gives a value or refuses, whatever is changed, in time", async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(target.seeds.length - 1), fc.integer({ min: 0 }), async (index, seed) => {
        const bytes = mutate(target.seeds[index]!, createRandom(seed, `mutation of ${target.name}`));
        const start = performance.now();
        if ((await outcome(target, bytes)) === "refused") refused++;
        expect(performance.now() - start).toBeLessThan(5000);
      }),
      { numRuns: 300, seed: 1 },
    );
    // Changes that all readers take would say that nothing is checked.
    expect(refused).toBeGreaterThan(10);
  });

  test("gives a value or refuses bytes of any kind", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: "binary" })),
        async (given) => {
          await outcome(
            target,
            Uint8Array.from(typeof given === "string" ? new TextEncoder().encode(given) : given),
          );
        },
      ),
      { numRuns: 100, seed: 2 },
    );
  });
});
