// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { readSession, type Session } from './api/session.ts';

/** Who is signed in; the same answer for every page. */
export const useSession = (): Session => {
  const { data } = useQuery({ queryKey: ['session'], queryFn: readSession, retry: false, staleTime: 60_000 });
  return data ?? { person: undefined, unitName: '' };
};
