// SPDX-License-Identifier: Apache-2.0
import { readMe } from '@mingjing/contracts/site';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { keyOf } from '../frame/use-read.ts';
import { readSession, type Session } from './api/session.ts';

/** The session as every page asks for it: who is not signed in is an answer here, not a refusal. */
export const useSessionAnswer = () =>
  useQuery({ queryKey: keyOf(readMe), queryFn: readSession, retry: false, staleTime: 60_000 });

/** The session a page was entered with: it stays while somebody signs in again over it. */
export const EnteredSession = createContext<Session | undefined>(undefined);

/** Who is signed in; the same answer for every page. */
export function useSession(): Session {
  const entered = useContext(EnteredSession);
  const { data } = useSessionAnswer();
  return entered ?? data ?? { person: undefined, unitName: '' };
}
