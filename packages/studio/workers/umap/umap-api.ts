/** The worker that lays codes out by UMAP. It is started for one layout, and ended to cancel it. */
export interface UmapApi {
  /**
   * The same codes are always laid out alike: the random numbers come from a seed.
   * @param codes `[N, latentSize]`
   * @param onProgress told the share that is done, from 0 to 1
   * @returns `[N, 2]`
   */
  layOut(codes: Float32Array, latentSize: number, onProgress: (share: number) => void): Promise<Float32Array>;
}
