import { decode } from "fast-png";
import { expect, test } from "vitest";
import { randomImages } from "../../../../../../../test/support/linear-autoencoder.ts";
import { mapSprite } from "./map-sprite.ts";

test("holds every image in a frame, in sixteen levels of brightness", () => {
  const images = randomImages({ count: 7, height: 4, width: 6 });
  const sprite = mapSprite(images, [5, 0, 6, 2]);
  expect([sprite.width, sprite.height]).toEqual([16, 12]);
  expect(sprite.place(6)).toEqual({ left: 0, top: 6, width: 8, height: 6 });
  expect(sprite.place(1)).toBeUndefined();
  const { data, width, channels } = decode(
    Uint8Array.from(atob(sprite.uri.split(",")[1]!), (c) => c.charCodeAt(0)),
  );
  const grey = (x: number, y: number): number => data[(y * width + x) * channels]!;
  for (let pixel = 0; pixel < 24; pixel++) {
    const [x, y] = [pixel % 6, Math.floor(pixel / 6)];
    expect(Math.abs(grey(1 + x, 7 + y) - images.images[6 * 24 + pixel]!)).toBeLessThanOrEqual(8);
  }
  expect([grey(0, 6), grey(7, 11)]).toEqual([136, 136]);
});

test("shows fewer images where they would take too much of the page", () => {
  const images = randomImages({ count: 40, height: 8, width: 8, channels: 3 });
  const all = Array.from({ length: 40 }, (_, image) => image);
  const sprite = mapSprite(images, all, undefined, 4_000);
  expect(sprite.uri.length).toBeLessThan(4_000);
  expect(sprite.count).toBe(20);
  const shown = all.filter((image) => sprite.place(image) !== undefined);
  expect(shown).toEqual(all.slice(0, 20));
});
