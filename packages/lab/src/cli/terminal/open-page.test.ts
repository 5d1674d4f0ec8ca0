import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { fileLink } from "./open-page.ts";

describe("a file's link", () => {
  test.each([
    ["/home/a/runs/mnist-vanilla-1/report.html", "file:///home/a/runs/mnist-vanilla-1/report.html"],
    ["/home/a b/report.html", "file:///home/a%20b/report.html"],
    [
      "/tmp/(1) it's [x], 50%/ü#?.html",
      "file:///tmp/%281%29%20it%27s%20%5Bx%5D%2C%2050%25/%C3%BC%23%3F.html",
    ],
    ["/tmp/a\u001b[2J\n\u202e.html", "file:///tmp/a%1B%5B2J%0A%E2%80%AE.html"],
  ])("of %j is what a terminal opens", (path, link) => {
    expect(fileLink(path, false)).toBe(link);
    expect(new URL(link).href).toBe(link);
    expect(decodeURIComponent(new URL(link).pathname)).toBe(path);
  });

  test.each([
    ["C:\\Users\\A B\\report.html", "file:///C:/Users/A%20B/report.html"],
    ["C:\\runs\\(1)\\report.html", "file:///C:/runs/%281%29/report.html"],
    ["\\\\server\\share\\report.html", "file://server/share/report.html"],
  ])("of %j, on Windows", (path, link) => {
    expect(fileLink(path, true)).toBe(link);
  });

  test("is absolute, also of a relative path", () => {
    expect(fileLink("report.html")).toBe(`${pathToFileURL(process.cwd()).href}/report.html`);
  });
});
