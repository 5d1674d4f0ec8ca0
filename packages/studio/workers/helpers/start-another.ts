/** What the workers of the page are for: the script of all of them is one, and a worker's name says it. */
export type WorkerName = "trainer" | "explorer" | "digits helper" | "umap";

/** Starts another worker from within one. */
export function startAnother(name: WorkerName): Worker {
  return new Worker(location.href, { type: "module", name });
}
