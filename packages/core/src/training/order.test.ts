import { expect, test } from "vitest";
import { epochOrder } from "./order.ts";

test("an epoch's order holds every image once", () => {
  expect([...epochOrder(1, 1, 1000)].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 1000 }, (_, index) => index),
  );
  expect([...epochOrder(1, 1, 1)]).toEqual([0]);
  expect([...epochOrder(1, 1, 0)]).toEqual([]);
});

test("the same seed and epoch give the same order, another seed or epoch another", () => {
  expect(epochOrder(1, 2, 100)).toEqual(epochOrder(1, 2, 100));
  const orders = [
    epochOrder(1, 1, 100),
    epochOrder(1, 2, 100),
    epochOrder(2, 1, 100),
    epochOrder(1, 12, 100),
  ];
  expect(new Set(orders.map(String)).size).toBe(4);
});
