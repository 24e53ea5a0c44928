// SPDX-License-Identifier: Apache-2.0
/** The list's search as the address carries it: what the contract would take, nothing else. */
import type { QueryOf } from '@mingjing/contracts';
import { type listUnits, UnitQuery } from '@mingjing/contracts/desk';
import { z } from 'zod';

export type UnitSearch = Omit<QueryOf<typeof listUnits>, 'size' | 'after'>;

const fields = Object.entries(UnitQuery.omit({ size: true, after: true }).shape);

/** Values stay texts, as a link carries them; one that the server would refuse is left out. */
export const UnitSearch = z
  .record(z.string(), z.unknown())
  .transform(
    (search): UnitSearch =>
      Object.fromEntries(
        fields.flatMap(([name, field]) =>
          search[name] === undefined || search[name] === '' || !field.safeParse(search[name]).success
            ? []
            : [[name, search[name]]],
        ),
      ),
  );

/** The same as plain texts, to be kept under a name. */
export const textsOf = (search: UnitSearch): Record<string, string> =>
  Object.fromEntries(Object.entries(search).map(([name, value]) => [name, String(value)]));
