import { Autoencoder } from "hourglass-core";

// A hundred pictures of 16 x 16: a bright square, each somewhere else.
const [count, size] = [100, 16];
const images = new Uint8Array(count * size * size);
for (let at = 0; at < images.length; at++) {
  const [picture, row, column] = [Math.floor(at / size ** 2), Math.floor(at / size) % size, at % size];
  const [top, left] = [picture % 10, Math.floor(picture / 10)];
  if (row >= top && row < top + 6 && column >= left && column < left + 6) images[at] = 255;
}

const autoencoder = await Autoencoder.train(
  { shape: [count, size, size], images },
  { latentSize: 8, epochs: 1 },
);
const codes = await autoencoder.encode(images.subarray(0, 10 * size * size));
document.querySelector("output").textContent = String(codes.length);
