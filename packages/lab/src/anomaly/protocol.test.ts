import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { expect, test } from "vitest";
import { describeProtocol } from "./protocol.ts";

test("says what is trained on, held out and changed", () => {
  const settings = resolveSettings({ epochs: 3, hidden: [8, 4] }, "test");
  const classes = describeProtocol({ settings, classes: [1], seeds: [1, 2] });
  expect(classes[0]).toContain("of that class alone");
  expect(classes[1]).toContain("the last tenth is held out");
  expect(classes.at(-2)).toBe("Everything is trained anew for every seed: 1, 2.");
  expect(classes.at(-1)).toBe("Settings other than the defaults: --hidden 8,4 --epochs 3.");
  const against = describeProtocol({
    settings: { ...settings, validation: 500 },
    against: "digits",
    seeds: [1],
  });
  expect(against[0]).toContain("the first data set alone");
  expect(against[1]).toContain("500 are held out");
});
