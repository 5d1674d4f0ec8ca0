import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { expect, test } from "vitest";
import { trainCommand } from "./train-command.ts";

test("names only what differs from the defaults, as the command line spells it", () => {
  expect(trainCommand(resolveSettings({}, "test"))).toBe("hourglass train");
  const settings = resolveSettings(
    { latentSize: 16, seed: 3, learningRate: 0.0005, restoreBest: true },
    "test",
  );
  expect(trainCommand(settings)).toBe(
    "hourglass train --latent-size 16 --learning-rate 0.0005 --restore-best --seed 3",
  );
});

test("quotes words that a shell would read otherwise", () => {
  const settings = resolveSettings({ dataset: "my set'; rm -rf /" }, "test");
  expect(trainCommand(settings)).toBe("hourglass train --dataset 'my set'\\''; rm -rf /'");
});

test("spells the size of images as people do", () => {
  const settings = resolveSettings({ dataset: "photos", imageSize: [28, 20] }, "test");
  expect(trainCommand(settings)).toBe("hourglass train --dataset photos --image-size 28x20");
});

test("knows what a preset has by itself", () => {
  const command = (given: Record<string, unknown>): string => trainCommand(resolveSettings(given, "test"));
  expect(command({ model: "variational" })).toBe("hourglass train --model variational");
  expect(command({ model: "variational", latentSize: 32 })).toBe(
    "hourglass train --model variational --latent-size 32",
  );
  expect(command({ model: "sparse", penalty: "kl:0.1,1" })).toBe(
    "hourglass train --model sparse --penalty kl:0.1,1",
  );
  expect(command({ model: "variational", binarize: false })).toBe(
    "hourglass train --model variational --no-binarize",
  );
});

test("knows what samples have by themselves", () => {
  const row: SampleShape = { kind: "row", columns: 3 };
  const settings = resolveSettings({ dataset: "rows.npy" }, "test", row);
  expect(settings).toMatchObject({ outputActivation: "linear", loss: "mse" });
  expect(trainCommand(settings, row)).toBe("hourglass train --dataset rows.npy");
});
