import type { Executable, Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { vi } from "vitest";
import { nativeRuntime } from "./evaluate.ts";

let clock = 0;

/** The time is that of a clock which only programs of {@link runtimeTaking} move, until mocks are restored. */
export function mockClock(): void {
  vi.spyOn(performance, "now").mockImplementation(() => clock);
}

/** The native runtime, whose training programs take so many milliseconds of the mocked clock for each step. */
export async function runtimeTaking(milliseconds: number): Promise<Runtime> {
  const native = await nativeRuntime();
  return {
    ...native,
    load: async (...given): Promise<Executable> => {
      const executable = await native.load(...given);
      return {
        ...executable,
        run: (inputs) => {
          clock += milliseconds * (inputs["order"]?.shape[0] ?? 1);
          return executable.run(inputs);
        },
      };
    },
  };
}
