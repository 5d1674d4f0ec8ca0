import { computed, effect, type Signal, signal } from "@preact/signals";
import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import { hasBegun } from "../../state/change-settings.ts";
import { loadedData, settings } from "../../state/session.ts";
import { type CourseOfChange, courseOfChange } from "./course-of-change.ts";
import { firstSettings, moreSettings } from "./form-settings.ts";

/** What a change of each setting does to the model that has begun to learn; empty before it has. */
export const courses: Signal<ReadonlyMap<SettingName, CourseOfChange>> = signal(new Map());

const names: readonly SettingName[] = [...firstSettings, ...moreSettings.flatMap((group) => group.names)];

const isBegun = computed(() => hasBegun());

/** Keeps them up to date, until the function that it returns is called: one by one, so that what a person does is answered in between. */
export function followCourses(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = effect(() => {
    clearTimeout(timer);
    const samples = loadedData.value?.sample;
    const complete = settings.value;
    if (samples === undefined || complete instanceof Error || !isBegun.value) {
      if (courses.peek().size > 0) courses.value = new Map();
      return;
    }
    const found = new Map<SettingName, CourseOfChange>();
    const next = (at: number): void => {
      const name = names[at];
      if (name === undefined) {
        courses.value = found;
        return;
      }
      found.set(name, courseOfChange(complete, name, samples));
      timer = setTimeout(() => next(at + 1));
    };
    timer = setTimeout(() => next(0));
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
