import { requireShape, type SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { createLayerProbe, type LayerProbe } from "hourglass-core/internal/inference/activations.ts";
import { createOpenCoder, type OpenCoder } from "hourglass-core/internal/inference/coder.ts";
import { createPosteriorProbe, type PosteriorProbe } from "hourglass-core/internal/inference/posterior.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";

/** A coder that can also tell what its layers give, and how codes are distributed. What tells it is made when it is first asked for. */
export interface PooledCoder extends OpenCoder {
  probe(): Promise<LayerProbe>;
  /** Absent where codes are points. */
  posteriorProbe(): Promise<PosteriorProbe | undefined>;
}

/** Coders by architecture: models that differ in their weights alone share one, and it goes when the last of them goes. */
export interface CoderPool {
  borrow(runtime: Runtime, architecture: Architecture, sampleShape: SampleShape): Promise<PooledCoder>;
  giveBack(coder: PooledCoder): Promise<void>;
}

export function createCoderPool(): CoderPool {
  const lent = new Map<string, { readonly coder: PooledCoder; users: number }>();
  return {
    borrow: async (runtime, architecture, sampleShape) => {
      const key = JSON.stringify([architecture, requireShape(sampleShape, "borrow", "sampleShape")]);
      const known = lent.get(key);
      if (known !== undefined) {
        known.users++;
        return known.coder;
      }
      const model = buildArchitecture(architecture, sampleShape);
      const coder = withProbes(runtime, await createOpenCoder(runtime, model));
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

function withProbes(runtime: Runtime, coder: OpenCoder): PooledCoder {
  let probe: Promise<LayerProbe> | undefined;
  let posterior: Promise<PosteriorProbe | undefined> | undefined;
  return {
    ...coder,
    probe: () => {
      probe ??= createLayerProbe(runtime, coder.model);
      return probe;
    },
    posteriorProbe: () => {
      posterior ??= createPosteriorProbe(runtime, coder.model);
      return posterior;
    },
    release: async () => {
      await Promise.all([
        coder.release(),
        probe?.then((made) => made.release()),
        posterior?.then((made) => made?.release()),
      ]);
    },
  };
}
