// SPDX-License-Identifier: Apache-2.0
import type { AnswerOf, DeskRole } from '@mingjing/contracts';
import { readSession } from '@mingjing/contracts/desk';
import { createContext, useContext } from 'react';
import { useRead } from '../frame/use-read.ts';

export type DeskSession = AnswerOf<typeof readSession>;

/** The session as every page asks for it. */
export const useSession = () => useRead(readSession, {}, { retry: false, staleTime: 60_000 });

/** The session a page was entered with: it stays while somebody signs in again over it. */
export const EnteredSession = createContext<DeskSession | undefined>(undefined);

/** Who is signed in; the same answer for every page. */
export function useDeskSession(): DeskSession | undefined {
  const entered = useContext(EnteredSession);
  const { data } = useSession();
  return entered ?? data;
}

/** Whether the person has one of these roles. The server decides; this only hides what it would refuse. */
export function useRole(...roles: readonly DeskRole[]): boolean {
  const role = useDeskSession()?.role;
  return role !== undefined && roles.includes(role);
}

/** Whether the person may call an operation. */
export const useMay = ({ roles }: { readonly roles: 'anyone' | 'session' | readonly DeskRole[] }): boolean =>
  useRole(...(typeof roles === 'string' ? [] : roles));
