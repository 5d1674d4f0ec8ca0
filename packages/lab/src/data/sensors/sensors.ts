/** What is measured of the machine, by short names. */
export type SensorName =
  | "load"
  | "speed"
  | "ambient"
  | "bearing"
  | "oil"
  | "pressure"
  | "vibrationX"
  | "vibrationY"
  | "current"
  | "power"
  | "efficiency";

/** A value of each sensor, in its unit. */
export type Readings = Readonly<Record<SensorName, number>>;

/** One instrument, and so one column of numbers. */
export interface Sensor {
  /** The name of its column, with the unit. */
  readonly column: string;
  /** Decimals that the logger writes. */
  readonly decimals: 0 | 1 | 2;
  /** Standard deviation of what it adds to the true value; it never adds more than 3.5 of them. */
  readonly noise: number;
  /** All that it shows of a machine without a fault lies between these. */
  readonly range: readonly [lowest: number, highest: number];
  /** The share of rows in which it gives no value; none unless given. */
  readonly missing?: number;
}

/** The instruments, in the order of their columns. */
export const sensors: Readonly<Record<SensorName, Sensor>> = {
  load: { column: "load (%)", decimals: 1, noise: 0.4, range: [0, 102] },
  speed: { column: "speed (rpm)", decimals: 0, noise: 4, range: [580, 2220] },
  ambient: { column: "ambient (C)", decimals: 1, noise: 0.2, range: [-4, 40], missing: 0.01 },
  bearing: { column: "bearing temperature (C)", decimals: 1, noise: 0.5, range: [15, 120] },
  oil: { column: "oil temperature (C)", decimals: 1, noise: 0.4, range: [8, 90] },
  pressure: { column: "oil pressure (bar)", decimals: 2, noise: 0.04, range: [1.2, 5.6] },
  vibrationX: { column: "vibration x (mm/s)", decimals: 2, noise: 0.06, range: [0.4, 4.5] },
  vibrationY: { column: "vibration y (mm/s)", decimals: 2, noise: 0.06, range: [0.2, 4] },
  current: { column: "current (A)", decimals: 1, noise: 0.8, range: [4, 240] },
  power: { column: "power (kW)", decimals: 1, noise: 0.4, range: [0, 150] },
  efficiency: { column: "efficiency (%)", decimals: 1, noise: 0.4, range: [20, 95] },
};

export const sensorNames: readonly SensorName[] = Object.keys(sensors) as SensorName[];

/** A value as the logger writes it. */
export function asLogged(value: number, { decimals }: Sensor): number {
  const steps = decimals === 0 ? 1 : decimals === 1 ? 10 : 100;
  return Math.round(value * steps) / steps;
}
