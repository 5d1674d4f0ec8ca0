import type { ImageShape } from "../../src/data/samples/shape.ts";
import { createLiveCoder, type LiveCoder } from "../../src/inference/live-coder.ts";
import type { Architecture } from "../../src/model/architecture.ts";
import { buildArchitecture } from "../../src/model/build.ts";
import type { Runtime } from "../../src/runtime/runtime.ts";

/** Coders by architecture: models that differ in their weights alone share one, and it goes when the last of them goes. */
export interface CoderPool {
  borrow(runtime: Runtime, architecture: Architecture, imageShape: ImageShape): Promise<LiveCoder>;
  giveBack(coder: LiveCoder): Promise<void>;
}

export function createCoderPool(): CoderPool {
  const lent = new Map<string, { readonly coder: LiveCoder; users: number }>();
  return {
    borrow: async (runtime, architecture, { height, width, channels }) => {
      const key = JSON.stringify([architecture, height, width, channels]);
      const known = lent.get(key);
      if (known !== undefined) {
        known.users++;
        return known.coder;
      }
      const model = buildArchitecture(architecture, { height, width, channels });
      const coder = await createLiveCoder(runtime, model);
      lent.set(key, { coder, users: 1 });
      return coder;
    },
    giveBack: async (coder) => {
      for (const [key, entry] of lent) {
        if (entry.coder !== coder || --entry.users > 0) continue;
        lent.delete(key);
        await coder.release();
      }
    },
  };
}
