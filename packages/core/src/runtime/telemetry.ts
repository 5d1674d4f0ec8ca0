// ONNX Runtime's native library collects what it runs, keeps it in the user's cache folder under an id of the machine and sends
// it to Microsoft, unless a variable of the environment says otherwise when the first session is made. On Windows it hands
// events to the system instead, and the variable changes nothing.

const variable = "ORT_DISABLE_TELEMETRY";

/** Why it could not be switched off, and what to do. */
export const telemetryReason: string =
  "A worker thread that has a copy of the environment cannot switch off the telemetry of the native ONNX Runtime (to run it, " +
  `start the process with ${variable}=1, or set process.env.${variable} = "1" in the main thread first, or start the worker ` +
  "with { env: SHARE_ENV })";

let reachesNativeCode: boolean | undefined;

/**
 * Switches the telemetry off for this process, whatever its environment said. Call it before the native library is loaded.
 * Returns whether that could be done.
 */
export function disableTelemetry(): boolean {
  process.env[variable] = "1";
  reachesNativeCode ??= process.platform === "win32" || realEnvironment()?.[variable] === "1";
  return reachesNativeCode;
}

/** What a report of Node's has of its switches and its content; its types lack some of them. */
interface Report {
  excludeNetwork: boolean;
  excludeEnv: boolean;
  getReport(): { readonly environmentVariables?: Readonly<Record<string, string>> };
}

/** The environment that native code sees: `process.env` is a copy in a worker thread that is not told to share it. */
function realEnvironment(): Readonly<Record<string, string>> | undefined {
  const report = process.report as unknown as Report;
  const { excludeNetwork, excludeEnv } = report;
  // It would look up the names of all machines that the process is connected with.
  report.excludeNetwork = true;
  report.excludeEnv = false;
  try {
    return report.getReport().environmentVariables;
  } finally {
    report.excludeNetwork = excludeNetwork;
    report.excludeEnv = excludeEnv;
  }
}
