// SPDX-License-Identifier: Apache-2.0
import { type Conduct, conductWords } from '@mingjing/law';
import { currentLanguage } from '../../../frame/language.ts';
import { conductWord } from '../../../law/words.ts';

/** A case may be opened about something that has no name among ours. */
export const conductName = (conduct: string): string =>
  conduct in conductWords ? conductWord(conduct as Conduct, currentLanguage()) : conduct;
