import type { Random } from "hourglass-core/internal/random/random.ts";
import { drawMachine, type Machine, type Mode, measured, modes, trueReadings } from "./machine.ts";
import { type Readings, type SensorName, sensorNames, sensors } from "./sensors.ts";

/** What is logged of a machine at one time. */
export interface Log {
  readonly mode: Mode;
  readonly readings: Readings;
}

/** A way in which a row is not as it should be. */
export interface Fault {
  /** The name of its class. */
  readonly name: string;
  /** What it does to a row. */
  readonly effect: string;
  /** How strong it is: uniform between these, in the unit. Absent where a fault is there or not. */
  readonly severity?: { readonly from: number; readonly to: number; readonly unit: string };
  /** What is wrong with the machine: all its sensors show what follows. */
  inMachine?(machine: Machine, severity: number): Machine;
  /** What is wrong with the sensors, or with the logger. */
  inLog?(log: Log, severity: number, random: Random): Log;
}

/**
 * The kinds of faults; class 0 is a row without one, and the place here, from 1, is the class. Most show in how values go together
 * and not in any one of them: only a spike leaves the range of its column on purpose.
 */
export const faults: readonly Fault[] = [
  {
    name: "sensor drift",
    effect: "one sensor is off, and still within its range",
    severity: { from: 4, to: 16, unit: "deviations of its noise" },
    inLog: (log, severity, random) => {
      const name = drawSensor(random);
      const { noise, range } = sensors[name];
      const step = severity * noise * (random.below(2) === 0 ? 1 : -1);
      const shown = log.readings[name] + step;
      const isInside = shown >= range[0] && shown <= range[1];
      return withReading(log, name, isInside ? shown : log.readings[name] - step);
    },
  },
  {
    name: "stuck sensor",
    effect: "one sensor shows what it showed at some other time, at least so far from what it should show",
    severity: { from: 6, to: 12, unit: "deviations of its noise" },
    inLog: (log, severity, random) => {
      const name = drawSensor(random);
      const right = log.readings[name];
      const least = severity * sensors[name].noise;
      for (;;) {
        const other = measured(trueReadings(drawMachine(random)), random)[name];
        if (Math.abs(other - right) >= least) return withReading(log, name, other);
      }
    },
  },
  {
    name: "leak",
    effect: "oil is lost: the pressure is lower, and the oil and what it cools are warmer",
    severity: { from: 0.03, to: 0.15, unit: "share of the oil" },
    inMachine: (machine, severity) => ({ ...machine, leak: severity }),
  },
  {
    name: "bearing wear",
    effect: "the bearing shakes and is warmer than its speed explains",
    severity: { from: 0.2, to: 1, unit: "times the wear at which a machine is due for service" },
    inMachine: (machine, severity) => ({ ...machine, bearingWear: severity }),
  },
  {
    name: "swapped mode",
    effect: "the mode is another than that in which the machine is run",
    inLog: (log, _, random) => {
      const others = modes.filter((mode) => mode !== log.mode);
      return { ...log, mode: others[random.below(others.length)] as Mode };
    },
  },
  {
    name: "spike",
    effect: "one sensor shows a value far above its range",
    severity: { from: 0.2, to: 1, unit: "widths of the range above it" },
    inLog: (log, severity, random) => {
      const name = drawSensor(random);
      const [lowest, highest] = sensors[name].range;
      return withReading(log, name, highest + severity * (highest - lowest));
    },
  },
];

/** One of the sensors that never fall silent: a faulty value is always there to be seen. */
function drawSensor(random: Random): SensorName {
  const from = sensorNames.filter((name) => sensors[name].missing === undefined);
  return from[random.below(from.length)] as SensorName;
}

function withReading(log: Log, name: SensorName, value: number): Log {
  return { ...log, readings: { ...log.readings, [name]: value } };
}
