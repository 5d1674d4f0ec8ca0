import type { Random } from "hourglass-core/internal/random/random.ts";
import { bell } from "../digits/noise.ts";
import { type Readings, type SensorName, sensorNames, sensors } from "./sensors.ts";

/** A way in which the machine is run. */
export interface Mode {
  readonly name: string;
  /** Of the rows. */
  readonly share: number;
  /** In percent. */
  readonly load: readonly [from: number, to: number];
  /** In turns a minute. */
  readonly speed: readonly [from: number, to: number];
  /** What the relief valve, which the mode sets, does to the oil pressure. */
  readonly valve: number;
}

/** One of the oil pumps, of which one is at work. */
export interface Pump {
  readonly name: string;
  /** Of the rows. */
  readonly share: number;
  /** Its pressure, its losses and its imbalance, as shares of those of the first pump. */
  readonly pressure: number;
  readonly losses: number;
  readonly imbalance: number;
}

export const modes: readonly Mode[] = [
  { name: "idle", share: 0.2, load: [2, 15], speed: [600, 900], valve: 0.9 },
  { name: "run", share: 0.65, load: [25, 85], speed: [1200, 1800], valve: 1 },
  { name: "boost", share: 0.15, load: [70, 100], speed: [1700, 2200], valve: 1.12 },
];

export const pumps: readonly Pump[] = [
  { name: "A", share: 0.6, pressure: 1, losses: 1, imbalance: 1 },
  { name: "B", share: 0.37, pressure: 0.95, losses: 1.15, imbalance: 1.25 },
  { name: "C", share: 0.03, pressure: 0.86, losses: 1.4, imbalance: 1.6 },
];

/** The causes of all that the sensors show. */
export interface Machine {
  readonly mode: Mode;
  readonly pump: Pump;
  /** In percent. */
  readonly load: number;
  /** In turns a minute. */
  readonly speed: number;
  /** Of the air, in degrees C (18 ± 6). */
  readonly ambient: number;
  /** Mean load of the last half hour in percent, on which temperatures lag: the load ± 8. */
  readonly recentLoad: number;
  /** 0: new, 1: due for service (0.35 ± 0.15). */
  readonly wear: number;
  /** The share of the oil that is lost; 0 but for a fault. */
  readonly leak: number;
  /** Wear of the bearing beyond that of the machine; 0 but for a fault. */
  readonly bearingWear: number;
}

/** Draws a machine without a fault. */
export function drawMachine(random: Random): Machine {
  const mode = choose(modes, random);
  const pump = choose(pumps, random);
  const drive = random.uniform();
  // A greater load asks for a greater speed, but not strictly.
  const turn = 0.5 * drive + 0.5 * random.uniform();
  const load = between(mode.load, drive);
  return {
    mode,
    pump,
    load,
    speed: between(mode.speed, turn),
    ambient: 18 + 6 * bell(random),
    recentLoad: Math.max(0, load + 8 * bell(random)),
    wear: Math.max(0, 0.35 + 0.15 * bell(random)),
    leak: 0,
    bearingWear: 0,
  };
}

/** What sensors without noise would show of a machine. */
export function trueReadings(machine: Machine): Readings {
  const { mode, pump, ambient, wear } = machine;
  const load = machine.load / 100;
  const recent = machine.recentLoad / 100;
  const speed = machine.speed / 1500;

  // What the shaft gives, what gets lost (standing, wind, friction, copper), and what the motor takes.
  const shaft = 90 * load * speed;
  const losses = pump.losses * (1.2 + 2 * speed * speed + 1.5 * wear * speed) + 6 * load * load;
  const power = shaft + losses;
  const powerFactor = 0.45 + 0.45 * load * (2 - load);

  const oil = 12 + 0.85 * ambient + 32 * recent * (0.6 + 0.4 * speed) + 3 * wear + 25 * machine.leak;
  const bearing = 4 + oil + 9 * speed * speed + 6 * recent + 5 * wear + 7 * machine.bearingWear * speed;
  const thinness = 1 + 0.012 * (oil - 40);
  const delivered = ((2.2 * speed) / thinness) * mode.valve * pump.pressure * (1 - 0.06 * wear);
  const pressure = (0.8 + delivered + 0.9 * load) * (1 - machine.leak);

  const shaking = pump.imbalance * (0.6 + 0.8 * wear + 0.9 * machine.bearingWear);
  return {
    load: machine.load,
    speed: machine.speed,
    ambient,
    bearing,
    oil,
    pressure,
    vibrationX: 0.4 + 0.9 * shaking * resonance(speed / 0.68) + 0.5 * load,
    vibrationY: 0.3 + 0.7 * shaking * resonance(speed / 0.76) + 0.3 * load,
    current: power / (Math.sqrt(3) * 0.4 * powerFactor),
    power,
    efficiency: (100 * shaft) / power,
  };
}

/** True values as the sensors show them, each with its noise. */
export function measured(readings: Readings, random: Random): Readings {
  const shown = sensorNames.map((name): [SensorName, number] => [
    name,
    readings[name] + sensors[name].noise * bell(random),
  ]);
  return Object.fromEntries(shown) as unknown as Readings;
}

/** How far an unbalanced rotor on springs moves, at `ratio` of the speed of resonance; far above it 1. */
function resonance(ratio: number): number {
  const square = ratio * ratio;
  return square / Math.sqrt((1 - square) * (1 - square) + 0.16 * square);
}

function between([from, to]: readonly [number, number], share: number): number {
  return from + (to - from) * share;
}

/** One of what has shares of 1 together. */
function choose<T extends { readonly share: number }>(from: readonly T[], random: Random): T {
  let left = random.uniform();
  for (const one of from) {
    left -= one.share;
    if (left < 0) return one;
  }
  return from.at(-1) as T;
}
