// Writes a contact sheet of the built-in digits, n x n of them, dark on white, as a PNG file.
// Usage, after `npm run build`: node scripts/digits-sheet.js PATH [n]
import { writeFileSync } from "node:fs";
import { encode } from "fast-png";
import { digitsSeed, generateDigits } from "hourglass-lab/internal/data/digits/generate.ts";

const [path, size = "16"] = process.argv.slice(2);
const columns = Number(size);
if (path === undefined || !Number.isInteger(columns) || columns < 1 || columns > 200) {
  console.error("usage: node scripts/digits-sheet.js PATH [n], with n digits a side from 1 to 200");
  process.exit(2);
}

const { train } = await generateDigits({ seed: digitsSeed, trainCount: columns * columns, testCount: 0 });
const side = columns * train.width;
const sheet = new Uint8Array(side * side);
for (let index = 0; index < train.count; index++) {
  const left = (index % columns) * train.width;
  const top = Math.floor(index / columns) * train.height;
  for (let row = 0; row < train.height; row++) {
    const from = (index * train.height + row) * train.width;
    const line = train.images.subarray(from, from + train.width);
    sheet.set(
      line.map((ink) => 255 - ink),
      (top + row) * side + left,
    );
  }
}
writeFileSync(path, encode({ width: side, height: side, data: sheet, channels: 1, depth: 8 }));
console.log(`${path}: ${train.count} digits, ${side} x ${side} pixels`);
