import { expect, test } from "vitest";
import { hasSecret, queueAddress, queueVariable } from "./queue-address.ts";

test.each([
  ["redis://host", "redis://host:6379"],
  ["redis://host:7000/3", "redis://host:7000"],
  ["rediss://me:secret@host", "rediss://host:6379"],
  ["redis://:secret@[::1]:7000", "redis://[::1]:7000"],
])("a queue at %s is shown without what is secret: %s", (url, shown) => {
  expect(queueAddress(url)).toEqual({ url, shown });
});

test("without a URL on the command line the variable has it", () => {
  expect(queueAddress(true, { [queueVariable]: "redis://host" }).url).toBe("redis://host");
  expect(() => queueAddress(true, {})).toThrow(
    "--queue: expected a URL, as in --queue redis://HOST, or one in the variable HOURGLASS_QUEUE; found neither",
  );
});

test.each([
  ["http://me:secret@host", "http://...@host"],
  ["secret@host", "...@host"],
  ["redis://a:se@cret@", "redis://...@"],
  ["host:6379", "host:6379"],
])("what is no URL of Redis is refused without a password: %s", (url, shown) => {
  expect(() => queueAddress(url)).toThrow(
    `--queue: expected a URL of a Redis or Valkey server, such as redis://HOST:6379, found "${shown}"`,
  );
  expect(() => queueAddress(true, { [queueVariable]: url })).toThrow(`${queueVariable}: expected a URL`);
});

test("whether a URL may be printed", () => {
  expect(hasSecret("redis://host:7000")).toBe(false);
  expect(hasSecret("redis://:secret@host")).toBe(true);
});
