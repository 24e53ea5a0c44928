// SPDX-License-Identifier: Apache-2.0
/**
 * Characters no font at hand can draw: names are written with them all the same (𠮷, 𬎆, CJK extensions B to H). On
 * paper such a character is a small frame with its Unicode number, so that it is told apart and can be looked up; the
 * data attached to the paper carry the character itself. An office that owns a fuller font puts it into its font folder.
 */

/** Stand-ins lie in the supplementary private use area, which no text of ours uses. */
const firstStandIn = 0xf0000;
const mostStandIns = 0x1000;

/** Joiners, direction marks, variation selectors, controls: they draw nothing of their own. */
const invisible = /(?![\t\n])[\p{Cc}\p{Cf}]|\p{Variation_Selector}/gu;

/** A value with every text in it drawable, and the Unicode numbers its stand-ins stand for, in order. */
export interface Drawable<Value> {
  readonly value: Value;
  readonly rare: readonly string[];
}

/**
 * Replaces what cannot be drawn in all texts of a value.
 *
 * @param canDraw whether a code point has a glyph
 * @returns the value with stand-ins (`U+F0000 + index into rare`)
 */
export function drawable<Value>(value: Value, canDraw: (codePoint: number) => boolean): Drawable<Value> {
  const rare: string[] = [];
  const standIn = (codePoint: number): string => {
    const number = codePoint.toString(16).toUpperCase().padStart(4, '0');
    let at = rare.indexOf(number);
    if (at < 0) at = rare.push(number) - 1;
    return String.fromCodePoint(firstStandIn + Math.min(at, mostStandIns - 1));
  };
  const draw = (text: string): string =>
    Array.from(text.replaceAll(invisible, ''), (character) => {
      const codePoint = character.codePointAt(0) ?? 0;
      return codePoint < 0x80 || canDraw(codePoint) ? character : standIn(codePoint);
    }).join('');
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return draw(part);
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part === 'object' && part !== null)
      return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, walk(inner)]));
    return part;
  };
  return { value: walk(value) as Value, rare };
}
