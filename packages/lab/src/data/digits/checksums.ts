/**
 * File name to SHA-256 (hex) of the published set as uncompressed IDX files: `generateDigits` with `digitsSeed`,
 * 60,000 training and 10,000 test images. Any change to the generator, however small, changes them.
 */
export const digitsChecksums: Readonly<Record<string, string>> = {
  "train-images-idx3-ubyte": "868747b12a8ebeba2dc3a284d9141c96b5960ef6091184ab6704ff9ee173c4a6",
  "train-labels-idx1-ubyte": "84c0b6622a8af658f13cbe5193a1dd80e60444f06893eacaf846e8be8cb91bd8",
  "t10k-images-idx3-ubyte": "e82d20778defd19ac0ab854ae80082b1e21d28c120e69f0c7d46a7ccbbe3eb19",
  "t10k-labels-idx1-ubyte": "beb26099ebba1135e33b65890e7c65d687f033d9bad98a5a80f543a2db8fb100",
};
