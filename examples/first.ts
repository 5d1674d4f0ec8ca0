// A first program: an autoencoder that frees digits of noise, what it makes of others, and a file of it. In a checkout: npm run example first
import { generateDigits } from "hourglass-lab";
import { Autoencoder } from "hourglass-lab/node";

const { train, test } = await generateDigits({ seed: 1, trainCount: 2000, testCount: 100 });
const autoencoder = await Autoencoder.train(train, { model: "denoising", latentSize: 16, epochs: 10 });

const codes = await autoencoder.encode(test.images); // [100, 16]
const clean = await autoencoder.denoise(test.images); // [100, 784], pixels in [0, 1]
const { mse } = await autoencoder.score(test.images); // an error an image
console.log(codes.length, clean.length, mse.length); // 1600 78400 100

const file = autoencoder.save(); // bytes; fs.writeFile("first.safetensors", file) keeps them
const loaded = await Autoencoder.load(file);
console.log((await loaded.encode(test.images))[0] === codes[0]); // true
