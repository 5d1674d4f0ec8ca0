// The runtime where none is given: which one that is, the package's "imports" say.
export { createDefaultRuntime } from "#default-runtime";
