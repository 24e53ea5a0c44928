// SPDX-License-Identifier: Apache-2.0
/**
 * From measures to a word. What cannot be told is `unknown`, and nothing here raises an alarm by itself.
 *
 * The order matters: a covered lens is also motionless, a black picture also has no edges, so the first that fits is the
 * cause a person should look for.
 *
 * @legal bj-measures-2006/operation-security-measures
 */
import { compareViews, type ViewComparison } from './compare-views.ts';
import type { GreyPicture } from './grey-picture.ts';
import { type Measured, measure, type PictureMeasures } from './measure.ts';

export const healthVerdicts = [
  'clear',
  'black',
  'frozen',
  'blurred',
  'overexposed',
  'underexposed',
  'covered',
  'moved',
  'unknown',
] as const;
export type HealthVerdict = (typeof healthVerdicts)[number];

export interface TimedPicture {
  /** Of the key frame, epoch ms. */
  readonly atMs: number;
  readonly picture: GreyPicture;
}

export interface HealthMeasures extends PictureMeasures {
  /** Share of 16 × 16 squares that did not change over all pictures given; absent: too few to tell. */
  readonly stillShare?: number;
  /** Against the reference view; absent without one. */
  readonly view?: ViewComparison;
}

export interface Judgement {
  readonly verdict: HealthVerdict;
  readonly measures: HealthMeasures;
}

/** A frozen picture is told only over this long, from at least three key frames. */
const frozenOverMs = 4000;
const frozenFromPictures = 3;
/** Mean change of a square below which it stands still: re-encoding a still picture stays below, a sensor's noise does not. */
const stillBelow = 0.5;
/** A clock that a camera writes may go on while its picture stands. */
const frozenShare = 0.94;

/** What is kept of a reference: its edges and coarse light, from which nobody makes a picture again. */
export interface ReferenceView extends Omit<Measured, 'picture'> {
  /** Of the picture it was measured from, pixels. */
  readonly width: number;
  readonly height: number;
}

export function viewOf(picture: GreyPicture): ReferenceView {
  const { measures, edges, shape } = measure(picture);
  return { width: picture.width, height: picture.height, measures, edges, shape };
}

/**
 * @param pictures of one camera, in order; the last is judged, those before it tell whether it moves
 * @param reference the view the camera should show, in any light; absent: what needs one is not judged
 */
export function judge(
  pictures: readonly TimedPicture[],
  reference: GreyPicture | ReferenceView | undefined,
): Judgement | undefined {
  const last = pictures.at(-1);
  if (!last) return undefined;
  const current = measure(last.picture);
  const fitting =
    reference?.width === last.picture.width && reference.height === last.picture.height
      ? asView(reference)
      : undefined;
  const view = fitting && compareViews(fitting, current);
  const stillShare = stillness(pictures);
  const measures: HealthMeasures = {
    ...current.measures,
    ...(stillShare !== undefined && { stillShare }),
    ...(view && { view }),
  };
  return { verdict: verdictOf(current, fitting, view, stillShare), measures };
}

const asView = (reference: GreyPicture | ReferenceView): ReferenceView =>
  'pixels' in reference ? viewOf(reference) : reference;

function verdictOf(
  { measures }: Measured,
  reference: ReferenceView | undefined,
  view: ViewComparison | undefined,
  stillShare: number | undefined,
): HealthVerdict {
  if (measures.darkShare > 0.97 || (measures.brightness < 12 && measures.contrast < 12)) return 'black';
  if (measures.brightShare > 0.6 || (measures.brightness > 228 && measures.contrast < 32))
    return 'overexposed';
  const usual = reference?.measures.brightness ?? 255;
  if (measures.brightness < (usual < 60 ? 12 : 24) || measures.brightness < Math.min(60, usual * 0.4))
    return 'underexposed';
  if (isCovered(measures, reference?.measures, view)) return 'covered';
  if (isBlurred(measures, reference?.measures, view)) return 'blurred';
  const moved = view && movement(measures, view);
  if (moved === 'moved') return 'moved';
  if (stillShare !== undefined && stillShare >= frozenShare) return 'frozen';
  return moved ?? 'clear';
}

/** The scene is gone and nothing took its place. */
function isCovered(
  now: PictureMeasures,
  was: PictureMeasures | undefined,
  view: ViewComparison | undefined,
): boolean {
  if (!was || !view) return now.detailShare < 0.06 && now.contrast < 26;
  if (now.detailShare >= 0.3 * was.detailShare) return false;
  // A thin cloth lets the scene shine through: its edges stay, but nearly nothing of their strength.
  if (now.contrast < 0.2 * was.contrast) return true;
  return view.stayed < 0.35 && (view.likeness < 0.55 || now.contrast < 0.35 * was.contrast);
}

/** The scene is there, its edges are not. */
function isBlurred(
  now: PictureMeasures,
  was: PictureMeasures | undefined,
  view: ViewComparison | undefined,
): boolean {
  if (!was || !view) return now.sharpness < 4.5 && now.contrast >= 26;
  return now.sharpness < 0.45 * was.sharpness && view.likeness > 0.7 && now.contrast > 0.45 * was.contrast;
}

/** Below this share of the width a shift is vibration or a new mount of the same view. */
const movedFrom = 0.04;

function movement(now: PictureMeasures, view: ViewComparison): 'moved' | 'unknown' | undefined {
  // Without edges to look for nothing is known about the view.
  if (view.tiles < 4) return view.likeness > 0.5 ? undefined : 'unknown';
  if (view.stayed >= 0.4) return undefined;
  const far = Math.hypot(view.shiftX, view.shiftY) >= movedFrom;
  if (far && view.shifted >= 0.3 && view.shifted > view.stayed) return 'moved';
  if (view.stayed < 0.15 && view.likeness < 0.35 && now.detailShare > 0.12) return 'moved';
  return view.stayed >= 0.25 && view.likeness > 0.6 ? undefined : 'unknown';
}

/** Over the last seconds: a square stands still only if it never changed. */
function stillness(pictures: readonly TimedPicture[]): number | undefined {
  const lastMs = pictures.at(-1)?.atMs ?? 0;
  const from = pictures.findLastIndex(
    ({ atMs }, at) => lastMs - atMs >= frozenOverMs && pictures.length - at >= frozenFromPictures,
  );
  if (from < 0) return undefined;
  const recent = pictures.slice(from).map(({ picture }) => picture);
  const { width, height } = recent[0] as GreyPicture;
  const [columns, rows] = [Math.floor(width / 16), Math.floor(height / 16)];
  let still = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      if (recent.every((one, at) => at === 0 || stands(recent[at - 1] as GreyPicture, one, column, row)))
        still++;
  return still / Math.max(1, columns * rows);
}

function stands(before: GreyPicture, after: GreyPicture, column: number, row: number): boolean {
  if (before.width !== after.width || before.height !== after.height) return false;
  let change = 0;
  for (let y = row * 16; y < row * 16 + 16; y++)
    for (let x = column * 16; x < column * 16 + 16; x++) {
      const at = y * after.width + x;
      change += Math.abs(after.pixels[at]! - before.pixels[at]!);
    }
  return change / 256 < stillBelow;
}
