/**
 * SHA-256 (hex) of each part of the published set: `generateSensors` with `sensorsSeed`, 20,000 training and 5,000 test rows. Any
 * change to the generator, however small, changes them.
 */
export const sensorsChecksums: { readonly train: string; readonly test: string } = {
  train: "14548f05a92ac904422e0dba013dc2d670346db1a5fddd4f29dcbe38a0d9ebba",
  test: "4f2fd628b358e0c70af25fc707ed3d67fe5fea0720c0cd2904956305244ade52",
};
