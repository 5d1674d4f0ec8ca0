import type { Random } from "hourglass-core/internal/random/random.ts";
import { type Knots, traceCurve } from "./curve.ts";
import { bell, spread } from "./noise.ts";
import type { Path } from "./path.ts";
import type { Stroke, Style } from "./skeletons.ts";

// Lengths in digit heights. Tuned by eye against MNIST, and so that the error that 32 principal components
// leave, and the error of the nearest neighbour, come out like MNIST's.
const warpX = 0.14;
const warpY = 0.1;
const slip = 0.022;
const tremor = 0.006;
/** How far a stroke runs on, or stops short, relative to its last chord. */
const reach = 0.1;
/** How the width of the line varies along a stroke, and from point to point. */
const pressureWave = 0.16;
const pressureTremor = 0.05;
/** Points of the path from one height of the wave of pressure to the next. */
const pressureSpan = 6;

/** The hand that writes one digit: what it does to the skeleton of every stroke. */
export interface Hand {
  /** Displacements of the 4 x 4 points of a lattice over the digit, row-major from the upper left. */
  readonly latticeX: Float64Array;
  readonly latticeY: Float64Array;
  /** 0.5 (neat) to 1.5 (sloppy): scales all deformations. */
  looseness: number;
  readonly knots: Knots;
}

export function createHand(): Hand {
  const capacity = 16;
  return {
    latticeX: new Float64Array(16),
    latticeY: new Float64Array(16),
    looseness: 1,
    knots: {
      count: 0,
      x: new Float64Array(capacity),
      y: new Float64Array(capacity),
      corner: new Float64Array(capacity),
    },
  };
}

/** Writes a digit in the given style into `path`, replacing what is there; `hand` is drawn anew. */
export function writeDigit(path: Path, style: Style, hand: Hand, random: Random): void {
  hand.looseness = 1 + 0.5 * spread(random);
  for (let i = 0; i < 16; i++) {
    hand.latticeX[i] = hand.looseness * warpX * bell(random);
    hand.latticeY[i] = hand.looseness * warpY * bell(random);
  }
  path.length = 0;
  for (const stroke of style.strokes) {
    setKnots(hand, stroke, random);
    traceCurve(path, hand.knots);
  }
  press(path, random);
}

/**
 * Moves the knots of a stroke: with the lattice, which bends the digit as a whole (free-form deformation,
 * Sederberg and Parry 1986: cubic Bernstein polynomials), and each one a little by itself.
 */
function setKnots(hand: Hand, stroke: Stroke, random: Random): void {
  const { knots, looseness } = hand;
  knots.count = stroke.length;
  for (const [i, [x, y, corner = 0]] of stroke.entries()) {
    // The lattice reaches over the digits' usual width; what lies outside follows by extrapolation.
    const u = (x + 0.1) / 0.95;
    knots.x[i] = x + bernstein(hand.latticeX, u, y) + looseness * slip * bell(random);
    knots.y[i] = y + bernstein(hand.latticeY, u, y) + looseness * slip * bell(random);
    knots.corner[i] = corner;
  }
  stretchEnd(knots, 0, 1, reach * bell(random));
  stretchEnd(knots, knots.count - 1, knots.count - 2, reach * bell(random));
}

/** The value at (u, v) of the surface with the 4 x 4 control values `lattice`. */
function bernstein(lattice: Float64Array, u: number, v: number): number {
  return cubic(
    cubic(lattice[0]!, lattice[1]!, lattice[2]!, lattice[3]!, u),
    cubic(lattice[4]!, lattice[5]!, lattice[6]!, lattice[7]!, u),
    cubic(lattice[8]!, lattice[9]!, lattice[10]!, lattice[11]!, u),
    cubic(lattice[12]!, lattice[13]!, lattice[14]!, lattice[15]!, u),
    v,
  );
}

function cubic(a: number, b: number, c: number, d: number, t: number): number {
  const s = 1 - t;
  return s * s * (s * a + 3 * t * b) + t * t * (3 * s * c + t * d);
}

function stretchEnd(knots: Knots, end: number, neighbour: number, share: number): void {
  knots.x[end]! += share * (knots.x[end]! - knots.x[neighbour]!);
  knots.y[end]! += share * (knots.y[end]! - knots.y[neighbour]!);
}

/** Gives the points of the path their pressure, a smooth wave along the way, and the tremor of the hand. */
function press(path: Path, random: Random): void {
  let from = 0;
  let to = bell(random);
  for (let i = 0; i < path.length; i++) {
    const t = (i % pressureSpan) / pressureSpan;
    if (t === 0) {
      from = to;
      to = bell(random);
    }
    const wave = from + (to - from) * t * t * (3 - 2 * t);
    path.pressure[i] = (1 + pressureWave * wave) * (1 + pressureTremor * spread(random));
    path.x[i]! += tremor * bell(random);
    path.y[i]! += tremor * bell(random);
  }
}
