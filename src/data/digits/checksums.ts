/**
 * File name to SHA-256 (hex) of the published set as uncompressed IDX files: `generateDigits` with `digitsSeed`,
 * 60,000 training and 10,000 test images. Any change to the generator, however small, changes them.
 */
export const digitsChecksums: Readonly<Record<string, string>> = {
  "train-images-idx3-ubyte": "54fb776b73f51e640014089faadd29adab3156222d99d555e640e74153f8a808",
  "train-labels-idx1-ubyte": "743c3d5a4757e27049c24c45a39248dbce1286da44fd6643a36ca1758da7f378",
  "t10k-images-idx3-ubyte": "8e154b31bc2445e689e16ae93e160ab0f219f4b568f5f23937c3e453c96f987a",
  "t10k-labels-idx1-ubyte": "d6492f87e37278e898a98c0bc012c8de0d9f21e25b0e85c51aff08e2b74fb916",
};
