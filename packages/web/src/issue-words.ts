// SPDX-License-Identifier: Apache-2.0
/** What is wrong with a field, in the words of a form: never those of the program that checks it. */
import type { Language } from '@mingjing/contracts';
import type { z } from 'zod';

type Said = Readonly<Record<Language, string>>;

const missing: Said = { zh: '请填写', en: 'fill this in' };
const malformed: Said = { zh: '写法不对', en: 'not in the form that is asked for' };

/** A size that is wrong: of a text, a list or a number. */
function sizeWords(origin: string, limit: string, wanted: 'least' | 'most'): Said {
  const unit =
    origin === 'string' ? ['个字', 'characters'] : origin === 'number' ? ['', ''] : ['项', 'items'];
  return wanted === 'least'
    ? { zh: `至少 ${limit} ${unit[0]}`.trim(), en: `at least ${limit} ${unit[1]}`.trim() }
    : { zh: `最多 ${limit} ${unit[0]}`.trim(), en: `at most ${limit} ${unit[1]}`.trim() };
}

function saidOf(issue: z.core.$ZodIssue): Said {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null || issue.input === '' ? missing : malformed;
    case 'too_small':
      return issue.origin !== 'number' && Number(issue.minimum) === 1
        ? missing
        : sizeWords(issue.origin, String(issue.minimum), 'least');
    case 'too_big':
      return sizeWords(issue.origin, String(issue.maximum), 'most');
    case 'invalid_value':
      return issue.input === undefined
        ? missing
        : { zh: '请从给出的选项中选', en: 'choose one of what is offered' };
    case 'unrecognized_keys':
      return { zh: `多出的内容：${issue.keys.join('、')}`, en: `not asked for: ${issue.keys.join(', ')}` };
    case 'not_multiple_of':
      return { zh: `须是 ${issue.divisor} 的倍数`, en: `must be a multiple of ${issue.divisor}` };
    default:
      return malformed;
  }
}

/** A rule's own sentence where it has one, else plain words for what is wrong. */
export function issueWords(issue: z.core.$ZodIssue, language: Language): string {
  const isOwn =
    issue.code === 'custom' || (issue.code === 'invalid_format' && !issue.message.startsWith('Invalid'));
  return isOwn ? issue.message : saidOf(issue)[language];
}
