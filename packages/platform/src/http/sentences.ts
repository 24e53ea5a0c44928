// SPDX-License-Identifier: Apache-2.0
/** The platform's refusals as the edge says them; other libraries' errors are adopted here and nowhere else. */
import type { Refused, Sentences } from '@mingjing/web';
import { type PlatformErrorCode, platformErrors } from '../errors.ts';

const said = (code: PlatformErrorCode, facts: Refused['facts'] = {}): Refused => ({ code, facts });

export const sentences: Sentences = {
  find: (code) =>
    Object.hasOwn(platformErrors, code) ? platformErrors[code as PlatformErrorCode] : undefined,
  common: {
    invalid: (path, reason) => said('platform/invalid', { path, reason }),
    malformed: (reason) => said('platform/malformed', { reason }),
    tooLarge: (limit) => said('platform/too-large', { limit }),
    mediaType: (expected) => said('platform/media-type', { expected }),
    tooOften: () => said('platform/rate-limited'),
    notFound: () => said('platform/not-found'),
    crossSite: () => said('platform/cross-site'),
    internal: (reference) => said('platform/internal', { reference }),
  },
  adopt: (error) => {
    const { code, facts } = (error ?? {}) as { code?: unknown; facts?: Refused['facts'] };
    if (typeof code !== 'string') return undefined;
    if (/^(law|documents|evidence)\//.test(code)) {
      const path = String(facts?.['path'] ?? '.');
      return { code: 'platform/invalid', facts: { ...facts, path, reason: code }, path };
    }
    return databaseRefusal(code);
  },
};

/** Refusals of PostgreSQL that an input or another person can cause. */
function databaseRefusal(code: string): Refused | undefined {
  switch (code) {
    case '23505':
      return said('platform/duplicate', { what: 'record' });
    case '40001':
    case '40P01':
    case '55P03':
      return said('platform/version-conflict', { seen: '?', current: '?' });
    case '22003':
    case '22008':
    case '22021':
    case '22P05':
      return said('platform/invalid', { path: '.', reason: code });
    case '42501':
      return said('platform/forbidden');
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case '57P01':
    case '57P02':
    case '57P03':
    case '53300':
    case '08006':
      return said('platform/unavailable');
    default:
      return undefined;
  }
}
