/**
 * A point that the pen passes through, in the unit of a digit's height: x to the right, y down from 0 (the
 * top) to 1 (the foot). The third number is how sharply the pen turns there: 0 (or none) is smooth, 1 a corner.
 */
export type Knot = readonly [x: number, y: number, corner?: number];

/** What the pen draws without being lifted. */
export type Stroke = readonly Knot[];

/** One way of writing a digit, and how often writers choose it among the styles of its class. */
export interface Style {
  readonly weight: number;
  readonly strokes: readonly Stroke[];
}

// biome-ignore format: a stroke reads best on one line
const zero: readonly Style[] = [
  // An oval from the top, anticlockwise.
  { weight: 4, strokes: [[[.44, .01], [.13, .14], [.01, .5], [.11, .86], [.37, 1], [.62, .85], [.72, .48], [.62, .14], [.38, .0]]] },
  // Narrow and leaning.
  { weight: 1, strokes: [[[.42, .02], [.2, .2], [.05, .56], [.08, .9], [.24, .99], [.42, .74], [.53, .36], [.5, .06], [.36, .03]]] },
  // Round, started at the upper right and closed past its start.
  { weight: 2.5, strokes: [[[.72, .1], [.45, .0], [.14, .16], [.01, .5], [.14, .86], [.46, 1], [.78, .84], [.9, .48], [.74, .12], [.48, .02]]] },
  // Closed by a curl inside the top.
  { weight: 1.5, strokes: [[[.52, .02], [.2, .1], [.03, .47], [.13, .87], [.38, 1], [.65, .83], [.74, .46], [.62, .1], [.38, .05], [.33, .22]]] },
  // Flat: wider than tall.
  { weight: .4, strokes: [[[.64, .15], [.22, .18], [.0, .5], [.2, .82], [.5, .87], [.84, .76], [1, .47], [.84, .2], [.5, .13]]] },
];

// biome-ignore format: a stroke reads best on one line
const one: readonly Style[] = [
  // A plain stroke.
  { weight: 7, strokes: [[[.03, 0], [0, 1]]] },
  // A plain stroke, slightly bent.
  { weight: 1.5, strokes: [[[.08, 0], [.05, .42], [.04, 1]]] },
  // With a flag.
  { weight: 1.2, strokes: [[[-.17, .2], [-.06, .12], [.05, .0, .9], [.02, 1]]] },
  // With a flag and a base.
  { weight: .7, strokes: [[[-.2, .2], [-.06, .12], [.05, .0, 1], [.03, .98]], [[-.28, 1], [.34, .97]]] },
];

// biome-ignore format: a stroke reads best on one line
const two: readonly Style[] = [
  // A swan's neck on a flat base.
  { weight: 3, strokes: [[[.06, .2], [.16, .05], [.38, 0], [.58, .14], [.56, .4], [.34, .7], [.04, .98, .9], [.36, .95], [.74, .96]]] },
  // A loop at the foot.
  { weight: 2.5, strokes: [[[.08, .22], [.22, .04], [.46, .02], [.6, .2], [.5, .5], [.28, .82], [.1, .98], [.0, .88], [.14, .76], [.38, .88], [.6, .97], [.84, .9]]] },
  // Angular, nearly a Z.
  { weight: 1.5, strokes: [[[.02, .1], [.26, .02], [.52, .02], [.62, .14], [.44, .42], [.0, .98, 1], [.4, .93], [.84, .92]]] },
  // A curled start and a wavy base.
  { weight: 1, strokes: [[[.18, .3], [.06, .2], [.2, .02], [.48, .02], [.6, .24], [.44, .58], [.18, .9], [.04, .97, .8], [.22, .9], [.46, .96], [.72, 1]]] },
  // A wide loop low on the left, running out far to the right.
  { weight: 1.2, strokes: [[[.24, .16], [.4, .02], [.62, .0], [.72, .18], [.6, .5], [.34, .86], [.12, .98], [.02, .84], [.18, .72], [.5, .84], [.82, .96], [1.06, .9]]] },
  // A small head on a long base.
  { weight: 1, strokes: [[[.14, .22], [.24, .06], [.42, .02], [.54, .14], [.46, .42], [.26, .72], [.0, .92, .9], [.4, .96], [.98, .98]]] },
];

// biome-ignore format: a stroke reads best on one line
const three: readonly Style[] = [
  // Two bows that meet in a point.
  { weight: 3, strokes: [[[.06, .12], [.24, .01], [.48, .05], [.54, .22], [.4, .4], [.22, .47, .7], [.48, .52], [.62, .72], [.5, .94], [.24, 1], [.0, .88]]] },
  // A flat top and a slanting stroke.
  { weight: 1.5, strokes: [[[.04, .05], [.58, .02, 1], [.24, .4, .9], [.5, .47], [.62, .68], [.5, .92], [.24, 1], [.0, .92]]] },
  // A small loop in the middle.
  { weight: 1.5, strokes: [[[.08, .1], [.3, .0], [.54, .1], [.5, .32], [.28, .48], [.16, .48], [.24, .42], [.5, .5], [.6, .72], [.42, .96], [.16, .98], [.0, .84]]] },
  // Flowing, with a shallow waist.
  { weight: 1.5, strokes: [[[.04, .06], [.34, .0], [.58, .14], [.5, .36], [.34, .46, .4], [.56, .58], [.62, .8], [.36, .99], [.02, .96]]] },
  // A long lower bow that ends far to the left.
  { weight: 1.5, strokes: [[[.22, .12], [.4, .0], [.64, .06], [.64, .24], [.36, .42, .8], [.6, .48], [.66, .7], [.44, .92], [.14, 1], [-.16, .94]]] },
  // A large upper bow over a small lower one.
  { weight: 1, strokes: [[[.0, .1], [.3, .0], [.6, .12], [.58, .36], [.36, .54, .7], [.54, .6], [.58, .82], [.38, .98], [.12, .98]]] },
];

// biome-ignore format: a stroke reads best on one line
const four: readonly Style[] = [
  // Open, in two strokes.
  { weight: 3.5, strokes: [[[.14, .04], [.06, .3], [.0, .54, .8], [.3, .54], [.7, .5]], [[.58, .0], [.46, 1]]] },
  // Closed, the stem from the apex.
  { weight: .8, strokes: [[[.5, .0], [.0, .62, .9], [.34, .62], [.74, .6]], [[.52, .0], [.47, 1]]] },
  // Open, in one flowing stroke.
  { weight: 2.5, strokes: [[[.12, .02], [.04, .3], [.1, .5], [.32, .5], [.5, .3], [.6, .02, .7], [.52, .4], [.42, 1]]] },
  // Open with a high, short bar, and the stem far out.
  { weight: 1.5, strokes: [[[.08, .1], [.04, .28], [.06, .46, .6], [.3, .47], [.56, .42]], [[.6, .02], [.54, .3], [.5, 1]]] },
  // A wide box, its bar running past a short stem.
  { weight: 1.2, strokes: [[[.06, .0], [.0, .3], [.02, .56, .7], [.4, .58], [.92, .52]], [[.66, .06], [.62, .5], [.6, .96]]] },
  // The bar crosses the stem in a narrow wedge.
  { weight: 1, strokes: [[[.3, .06], [.14, .34], [.0, .6, .8], [.3, .58], [.66, .56]], [[.54, .1], [.42, .5], [.34, 1]]] },
];

// biome-ignore format: a stroke reads best on one line
const five: readonly Style[] = [
  // Stem and bow, then the hat.
  { weight: 2.5, strokes: [[[.2, .04], [.14, .22], [.1, .42, .8], [.34, .38], [.58, .52], [.6, .78], [.38, .98], [.02, .92]], [[.18, .05], [.42, .03], [.7, .0]]] },
  // From the hat's end in one stroke.
  { weight: 2.5, strokes: [[[.74, .02], [.48, .03], [.22, .06, .9], [.12, .42, .7], [.36, .42], [.56, .6], [.5, .86], [.26, 1], [.0, .92]]] },
  // Like an S.
  { weight: 1.5, strokes: [[[.72, .04], [.44, .02], [.22, .14], [.22, .32], [.44, .46], [.58, .66], [.44, .92], [.18, 1], [.0, .88]]] },
  // A tall stem and a long hat.
  { weight: 1.5, strokes: [[[.16, .06], [.12, .52, .9], [.34, .44], [.52, .56], [.52, .8], [.34, .97], [.04, .98]], [[.16, .06], [.46, .07], [.88, .02]]] },
  // Leaning far, a small bow with a long tail, and the hat flung out.
  { weight: 1.5, strokes: [[[.94, .0], [.66, .06], [.42, .1, .7], [.32, .38, .4], [.48, .5], [.5, .72], [.3, .92], [-.02, .98]]] },
  // A wide bow and a hat that stands apart.
  { weight: 1, strokes: [[[.14, .1], [.1, .44, .7], [.4, .36], [.7, .5], [.72, .78], [.46, .98], [.08, .96]], [[.3, .04], [.76, .0]]] },
];

// biome-ignore format: a stroke reads best on one line
const six: readonly Style[] = [
  // A curved stem into a round bowl.
  { weight: 3.5, strokes: [[[.46, .0], [.2, .28], [.04, .66], [.14, .94], [.38, .98], [.54, .78], [.46, .58], [.24, .6], [.08, .76]]] },
  // A straight stem and a small bowl.
  { weight: 1.5, strokes: [[[.34, .0], [.16, .34], [.04, .72], [.12, .95], [.32, .98], [.46, .82], [.4, .66], [.22, .66], [.1, .8]]] },
  // A hooked start and a large bowl.
  { weight: 1.5, strokes: [[[.56, .08], [.4, .02], [.18, .2], [.03, .58], [.12, .92], [.4, 1], [.62, .78], [.56, .52], [.32, .46], [.08, .62]]] },
  // The bowl closed by a loop across the stem.
  { weight: 1.5, strokes: [[[.4, .0], [.14, .34], [.04, .74], [.2, .98], [.46, .9], [.54, .68], [.38, .54], [.2, .66], [.12, .92]]] },
  // A wide bowl that runs out to the right and curls in.
  { weight: 1.5, strokes: [[[.28, .0], [.1, .34], [.02, .7], [.14, .96], [.46, .98], [.76, .8], [.74, .56], [.52, .52], [.36, .7], [.34, .9]]] },
  // A long stem flung from the right.
  { weight: 1, strokes: [[[.84, .0], [.46, .2], [.14, .52], [.06, .84], [.26, 1], [.5, .88], [.52, .66], [.32, .6], [.1, .78]]] },
];

// biome-ignore format: a stroke reads best on one line
const seven: readonly Style[] = [
  // Two straight strokes.
  { weight: 3.5, strokes: [[[.0, .08], [.32, .05], [.64, .02, .9], [.46, .44], [.3, 1]]] },
  // With a bar.
  { weight: 1.2, strokes: [[[.0, .06], [.3, .04], [.62, .02, .8], [.46, .4], [.3, 1]], [[.14, .52], [.7, .46]]] },
  // With a serif at the start.
  { weight: 2, strokes: [[[.02, .24], [.05, .06, .8], [.34, .07], [.66, .02, .7], [.52, .38], [.42, 1]]] },
  // Rounded.
  { weight: 2, strokes: [[[.0, .16], [.14, .04], [.4, .02], [.58, .1], [.56, .34], [.44, .66], [.36, 1]]] },
  // A wide, wavy hat on a slanting stroke.
  { weight: 1.5, strokes: [[[.0, .2], [.12, .06], [.4, .12], [.8, .02, .8], [.5, .44], [.26, 1]]] },
  // A short hat on a long stem.
  { weight: 1, strokes: [[[.0, .1], [.36, .04, .8], [.3, .5], [.24, 1]]] },
];

// biome-ignore format: a stroke reads best on one line
const eight: readonly Style[] = [
  // An S from the upper right, closed on the way back.
  { weight: 3, strokes: [[[.56, .12], [.34, .0], [.12, .14], [.2, .36], [.44, .56], [.54, .8], [.3, 1], [.06, .84], [.2, .58], [.44, .38], [.58, .12]]] },
  // Two loops from the waist.
  { weight: 1.5, strokes: [[[.32, .46], [.1, .24], [.32, .01], [.54, .22], [.32, .46], [.04, .76], [.32, 1], [.6, .74], [.34, .48]]] },
  // Narrow, with a large upper loop.
  { weight: 1.5, strokes: [[[.5, .06], [.26, .02], [.08, .24], [.24, .5], [.4, .74], [.26, 1], [.06, .86], [.18, .6], [.42, .44], [.56, .2], [.46, .02]]] },
  // Left open at the upper right.
  { weight: 1.5, strokes: [[[.62, .1], [.36, .0], [.12, .14], [.22, .38], [.46, .56], [.5, .82], [.28, 1], [.06, .86], [.16, .64], [.4, .44], [.62, .26]]] },
  // The last stroke flung out to the upper right.
  { weight: 1.5, strokes: [[[.6, .16], [.38, .06], [.16, .18], [.26, .4], [.44, .6], [.4, .86], [.2, 1], [.06, .86], [.22, .62], [.54, .34], [.92, .06]]] },
  // A small head on a wide body.
  { weight: 1, strokes: [[[.4, .4], [.2, .2], [.4, .0], [.58, .18], [.36, .42], [.02, .72], [.3, 1], [.72, .86], [.64, .58], [.34, .38]]] },
];

// biome-ignore format: a stroke reads best on one line
const nine: readonly Style[] = [
  // A straight tail.
  { weight: 3, strokes: [[[.54, .12], [.32, .0], [.06, .16], [.08, .4], [.3, .46], [.52, .26], [.56, .1, .7], [.53, .5], [.48, 1]]] },
  // A tail that curves back.
  { weight: 1.8, strokes: [[[.54, .14], [.34, .0], [.08, .14], [.06, .38], [.28, .48], [.5, .34], [.56, .12, .5], [.58, .48], [.5, .84], [.28, 1], [.06, .92]]] },
  // A small round head and a slanting tail.
  { weight: 2, strokes: [[[.52, .16], [.36, .01], [.12, .12], [.06, .34], [.24, .42], [.46, .3], [.54, .1], [.46, .52], [.3, 1]]] },
  // The head open at the top.
  { weight: 1.5, strokes: [[[.44, .02], [.18, .08], [.04, .32], [.18, .48], [.42, .4], [.58, .1, .6], [.53, .5], [.46, 1]]] },
  // A wide head drawn past the stem.
  { weight: 1.2, strokes: [[[.66, .1], [.36, .02], [.04, .2], [.06, .46], [.34, .5], [.64, .3], [.7, .06, .8], [.6, .5], [.54, 1]]] },
  // A tiny head on a long, leaning tail.
  { weight: 1, strokes: [[[.5, .1], [.34, .0], [.18, .1], [.18, .28], [.34, .32], [.5, .18], [.54, .08, .5], [.44, .5], [.22, 1]]] },
];

/** The styles of each class, 0 to 9. */
export const skeletons: readonly (readonly Style[])[] = [
  zero,
  one,
  two,
  three,
  four,
  five,
  six,
  seven,
  eight,
  nine,
];
