// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { type DeskSession, type Role, readDeskSession } from './api/session.ts';

/** Who is signed in; the same answer for every page. */
export const useDeskSession = (): DeskSession | undefined =>
  useQuery({ queryKey: ['session'], queryFn: readDeskSession, retry: false, staleTime: 60_000 }).data;

/** Whether the person has one of these roles. The server decides; this only hides what it would refuse. */
export function useRole(...roles: readonly Role[]): boolean {
  const role = useDeskSession()?.role;
  return role !== undefined && roles.includes(role);
}
