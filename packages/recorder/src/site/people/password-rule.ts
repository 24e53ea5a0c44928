// SPDX-License-Identifier: Apache-2.0
/**
 * Which passwords people may choose. Long ones may be plain; shorter ones mix kinds of characters; none may be what is
 * tried first: the user name, runs of a keyboard or of numbers, one character again and again.
 */

const leastCharacters = 10;
/** From this length on one kind of characters is enough. */
const plainFrom = 16;
const kindsOfShort = 3;
const runs = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const common = ['password', 'mingjing', 'admin', 'woaini', '明镜'];
/** A run of this length or longer is left out of the count of characters. */
const runLength = 4;

/** @param text never kept, never logged */
export function isStrongPassword(text: string, user: string): boolean {
  const lower = text.toLowerCase();
  const name = user.toLowerCase();
  if (name.length >= 3 && lower.includes(name)) return false;
  let counted = lower;
  for (const word of common) counted = counted.replaceAll(word, '');
  counted = withoutRuns(counted).replaceAll(/(.)\1{2,}/gu, '$1');
  // A Han character says more than a letter.
  const length = [...counted].reduce((sum, each) => sum + (/\p{Script=Han}/u.test(each) ? 2 : 1), 0);
  if ([...text].length < leastCharacters || length < leastCharacters - 2) return false;
  if (length >= plainFrom) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9\s]/].filter((kind) => kind.test(text)).length;
  return kinds >= kindsOfShort;
}

function withoutRuns(text: string): string {
  let left = text;
  for (const run of [...runs, ...runs.map((each) => [...each].reverse().join(''))])
    for (let length = run.length; length >= runLength; length -= 1)
      for (let at = 0; at + length <= run.length; at += 1)
        left = left.replaceAll(run.slice(at, at + length), '');
  return left;
}
