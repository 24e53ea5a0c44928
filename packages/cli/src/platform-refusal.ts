// SPDX-License-Identifier: Apache-2.0
import { PlatformError, sentenceOf } from '@mingjing/platform';
import type { RefusalLine } from './refusal-line.ts';

export const platformRefusal: RefusalLine = (error) =>
  error instanceof PlatformError && error.code !== 'platform/internal'
    ? `${sentenceOf(error.code, error.facts, 'zh')} · ${sentenceOf(error.code, error.facts, 'en')}`
    : undefined;
