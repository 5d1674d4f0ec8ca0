import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { layerExamples } from "../../../../../test/support/layer-examples.ts";
import { UsageError } from "../../errors.ts";
import { multiply } from "../../graph/operators/arithmetic.ts";
import { activationNames, activations } from "../activation.ts";
import { type Architecture, parseArchitecture } from "../architecture.ts";
import { buildArchitecture } from "../build.ts";
import { initializers } from "../initializers/initializers.ts";
import { initialWeights, type Model } from "../model.ts";
import { withoutParameters } from "../reshaping.ts";
import type { LayerKind } from "./layer-kind.ts";
import { layers } from "./layers.ts";

const image = { height: 8, width: 8, channels: 1 };
const examples = Object.entries(layerExamples());

test("every kind has an example", () => {
  expect(new Set(examples.map(([name]) => name.split(",")[0]))).toEqual(
    new Set(layers.kinds.map(({ name }) => name)),
  );
});

describe.each(examples)("%s", (_, given) => {
  const kind = given.name as string;
  const architecture = parseArchitecture(given);

  test("is completed once, also as JSON, and builds a layer of its kind", () => {
    expect(parseArchitecture(JSON.parse(JSON.stringify(architecture)))).toEqual(architecture);
    const { encoder, decoder } = buildArchitecture(architecture, image);
    expect([...encoder, ...decoder].map((layer) => layer.kind)).toContain(kind);
  });

  test("refuses an option that it does not have", () => {
    const part = given.encoder.some(({ type }) => type === kind) ? "encoder" : "decoder";
    const index = given[part].findLastIndex(({ type }) => type === kind);
    const changed = given[part].with(index, { ...given[part][index], colour: "blue" } as never);
    expect(() => parseArchitecture({ ...given, [part]: changed }, "my.json")).toThrow(
      `my.json: ${part}, layer ${index + 1} (${kind}): unknown name "colour": choose from type, name`,
    );
  });
});

test("docs/models.md lists every layer, activation and initialiser", async () => {
  const page = await readFile("docs/models.md", "utf8");
  const listed = [...page.matchAll(/^\| `([a-z0-9-]+)[^`]*` +\|/gm)].map(([, name]) => name);
  expect(listed).toEqual(expect.arrayContaining(layers.kinds.map(({ name }) => name)));
  expect(listed).toEqual(expect.arrayContaining(initializers.kinds.map(({ name }) => name)));
  expect(page).toContain(`\`activation\`: ${activationNames.join(", ")} `);
});

describe("a kind of one's own", () => {
  const halving: LayerKind<"halving", { readonly times: number }> = {
    name: "halving",
    options: { times: layers.of("max-pooling").options["size"] as never },
    takes: "any",
    example: { times: 2 },
    build: (name, shape, { times }) =>
      withoutParameters(name, "halving", `halving ${times} times,`, shape, shape, (x) =>
        multiply(x, 2 ** -times),
      ),
  };
  const build = (times: number): Model =>
    buildArchitecture(
      parseArchitecture(
        {
          encoder: [
            { type: "halving", times },
            { type: "dense", units: 2 },
          ],
          decoder: [{ type: "dense", units: 64 }],
        },
        "my.json",
      ),
      image,
    );

  test("is known while it is registered, and its options are checked", () => {
    const unknown = "my.json: encoder, layer 1 (halving): type: expected one of dense, ";
    expect(() => build(2)).toThrow(unknown);
    const remove = layers.register(halving);
    const model = build(2);
    expect(model.encoder[0]).toMatchObject({ name: "encoder.halving1", kind: "halving" });
    expect((model.architecture as Architecture).encoder[0]).toEqual({ type: "halving", times: 2 });
    expect(() => build(17)).toThrow(
      "my.json: encoder, layer 1 (halving): times: expected a whole number from 2 to 16, found 17",
    );
    remove();
    expect(() => build(2)).toThrow(unknown);
  });

  test("needs a name that is free", () => {
    expect(() => layers.register({ ...halving, name: "dense" })).toThrow(UsageError);
  });
});

test("an activation and an initialiser of one's own are known while they are registered", () => {
  const layer = { type: "dense", units: 2, activation: "square", initializer: "one:0.5" };
  const build = (): Model =>
    buildArchitecture(
      parseArchitecture({ encoder: [layer], decoder: [{ type: "dense", units: 64 }] }, "my.json"),
      image,
    );
  expect(build).toThrow("(dense): activation: expected one of linear, relu");
  const removeActivation = activations.register({ name: "square", apply: (x) => multiply(x, x) });
  expect(build).toThrow("(dense): initializer: expected glorot-uniform, glorot-normal");
  const removeInitializer = initializers.register({
    name: "one",
    title: "one value",
    fields: { value: { title: "value", placeholder: "VALUE", minimum: -1, maximum: 1, first: 0 } },
    weights:
      ({ value }) =>
      () =>
        Number(value),
  });
  const model = build();
  expect(model.encoder[0]).toMatchObject({ activation: "square", description: "dense 64 -> 2, square" });
  expect(new Set(initialWeights(model, 1).get("encoder.code.kernel"))).toEqual(new Set([0.5]));
  removeActivation();
  removeInitializer();
  expect(build).toThrow("(dense): activation: expected one of linear, relu");
});
