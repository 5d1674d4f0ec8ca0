import { type Architecture, parseArchitecture } from "hourglass-core/internal/model/architecture.ts";
import { storedSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";

/** What every run.json has, whatever was trained: settings, and a model with its layers. */
interface TrainedSummary {
  readonly settings: Settings;
  readonly model: { readonly architecture: Architecture };
}

/** A summary whose settings and layers are still to be checked. */
export type Unchecked<S extends TrainedSummary> = Omit<S, "settings" | "model"> & {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly model: Omit<S["model"], "architecture"> & { readonly architecture: unknown };
};

/**
 * Checks what the schema of a summary leaves to be checked.
 * @param file its name, for messages
 * @throws HourglassError naming the field that is wrong
 */
export function checkedSummary<S extends TrainedSummary>(summary: Unchecked<S>, file: string): S {
  const { settings, model } = summary;
  return {
    ...summary,
    settings: storedSettings(settings, `${file}: settings`),
    model: { ...model, architecture: parseArchitecture(model.architecture, `${file}: model.architecture`) },
  } as unknown as S;
}
