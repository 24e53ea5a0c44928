// SPDX-License-Identifier: Apache-2.0
import { readMe } from '@mingjing/contracts/site';
import { useQuery } from '@tanstack/react-query';
import { keyOf } from '../frame/use-read.ts';
import { readSession, type Session } from './api/session.ts';

/** The session as every page asks for it: who is not signed in is an answer here, not a refusal. */
export const useSessionAnswer = () =>
  useQuery({ queryKey: keyOf(readMe), queryFn: readSession, retry: false, staleTime: 60_000 });

/** Who is signed in; the same answer for every page. */
export const useSession = (): Session => useSessionAnswer().data ?? { person: undefined, unitName: '' };
