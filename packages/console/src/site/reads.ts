// SPDX-License-Identifier: Apache-2.0
/** What several pages read of the recorder, each the same answer for all of them. */
import type { AccessSession } from '@mingjing/contracts/site';
import { listCameras, listHolds, listSessions, readPurposes } from '@mingjing/contracts/site';
import { useRead } from '../frame/use-read.ts';

/** @param everyMs asks again that often, milliseconds */
export const useCameras = (everyMs?: number) =>
  useRead(listCameras, {}, { take: ({ cameras }) => cameras, ...every(everyMs) });

export const useHolds = () => useRead(listHolds, {}, { take: ({ holds }) => holds });

/** Looks of this person; of everybody for who decides. */
export const useLooks = (everyMs: number) =>
  useRead(listSessions, { query: {} }, { take: ({ sessions }) => sessions, ...every(everyMs) });

/** What one may look for: of one kind of asker, for one kind of look. */
export const usePurposes = (asker: 'staff' | 'officials' | 'citizen', kind: AccessSession['kind']) =>
  useRead(
    readPurposes,
    {},
    {
      take: ({ purposes }) =>
        purposes.filter(({ requesters, kinds }) => requesters.includes(asker) && kinds.includes(kind)),
      staleTime: Number.POSITIVE_INFINITY,
    },
  );

const every = (everyMs: number | undefined) => (everyMs === undefined ? {} : { refetchInterval: everyMs });
