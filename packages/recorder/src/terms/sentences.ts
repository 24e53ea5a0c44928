// SPDX-License-Identifier: Apache-2.0
/** The recorder's refusals for the one HTTP edge: which codes there are, each with its status and sentences. */
import type { Refusal } from '@mingjing/contracts';
import type { Refused, Sentences } from '@mingjing/web';
import { recorderErrorSentences, type Sentence } from '../errors.ts';
import { fillSentence, type ServerRefusalCode, serverRefusals } from './refusal.ts';

/** Statuses of refusals by the core and the log; anything not here is a fault of ours. */
const coreStatus: Readonly<Record<string, number>> = {
  'recorder/camera-exists': 409,
  'recorder/camera-unknown': 404,
  'recorder/camera-id-malformed': 422,
  'recorder/camera-url-refused': 422,
  'recorder/range-malformed': 422,
  'recorder/segment-gone': 410,
  'recorder/hold-unknown': 404,
  'recorder/hold-two-people': 409,
  'recorder/hold-malformed': 422,
  'recorder/store-full': 507,
  'recorder/store-lost': 503,
  'recorder/closed': 503,
};

function findRefusal(code: string): Refusal | undefined {
  if (code in serverRefusals) return serverRefusals[code as ServerRefusalCode];
  if (!(code in recorderErrorSentences)) return undefined;
  const { zh, en } = recorderErrorSentences[code as keyof typeof recorderErrorSentences];
  return { zh, en, status: coreStatus[code] ?? 500 };
}

const refused = (code: ServerRefusalCode, facts: Record<string, string | number> = {}): Refused => ({
  code,
  facts,
});

export const sentences: Sentences = {
  find: findRefusal,
  common: {
    invalid: (path) => refused('recorder/input-invalid', { field: path }),
    malformed: () => ({ ...refused('recorder/input-invalid', { field: 'body' }), status: 400 }),
    tooLarge: (limit) => refused('recorder/upload-refused', { reason: limit }),
    mediaType: (expected) => refused('recorder/upload-refused', { reason: expected }),
    tooOften: (seconds) => refused('recorder/too-often', { seconds }),
    notFound: (what) => refused('recorder/not-found', { what }),
    crossSite: () => refused('recorder/origin-refused'),
    internal: (reference) => refused('recorder/internal', { reference }),
  },
};

/** What the refusals of core and edge say; undefined for anything else thrown. */
export function sentenceOf(error: unknown): { readonly code: string; readonly titles: Sentence } | undefined {
  const { code, facts } = shapeOf(error);
  const refusal = code === undefined ? undefined : findRefusal(code);
  if (code === undefined || !refusal) return undefined;
  return {
    code,
    titles: { zh: fillSentence(refusal.zh, facts), en: fillSentence(refusal.en, facts) },
  };
}

function shapeOf(error: unknown): { code: string | undefined; facts: Record<string, string | number> } {
  const shape = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const facts = typeof shape['facts'] === 'object' && shape['facts'] !== null ? shape['facts'] : {};
  return {
    code: typeof shape['code'] === 'string' ? shape['code'] : undefined,
    facts: facts as Record<string, string | number>,
  };
}
