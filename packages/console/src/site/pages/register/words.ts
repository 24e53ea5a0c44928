// SPDX-License-Identifier: Apache-2.0
import type { AccessSession, AccessState } from '../../api/access.ts';

export const stateColours: Readonly<Record<AccessState, string>> = {
  incomplete: 'orange',
  'awaiting-decision': 'gold',
  open: 'green',
  closed: 'default',
  refused: 'red',
  withdrawn: 'default',
};

/** Who looked or asked to. */
export function askerOf({ requester, handledBy }: AccessSession): string {
  switch (requester.kind) {
    case 'staff':
      return handledBy.name;
    case 'platform':
      return `${requester.name}（${requester.id}）`;
    case 'citizen':
      return requester.name;
    case 'officials':
      return requester.officers.map(({ name, unit }) => `${name}（${unit}）`).join('、') || '—';
  }
}
