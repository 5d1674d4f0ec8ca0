import * as z from "zod";

/** A setting that was changed while a model trained: what is learnt after it is learnt by the new value. */
export interface SettingChange {
  /** As the table of settings names it. */
  readonly name: string;
  readonly from: unknown;
  readonly to: unknown;
  /** Steps taken before. */
  readonly step: number;
  /** The same in epochs, with their fractions. */
  readonly epoch: number;
}

export const settingChangeSchema: z.ZodType<SettingChange> = z.strictObject({
  name: z.string(),
  from: z.unknown(),
  to: z.unknown(),
  step: z.int().min(0),
  epoch: z.number().min(0),
});
