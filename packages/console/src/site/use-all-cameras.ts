// SPDX-License-Identifier: Apache-2.0
/** Every camera something is recorded of, also the removed: what may be looked at, copied and held. */
import { listCameras } from '@mingjing/contracts/site';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useRead } from '../frame/use-read.ts';

export interface AnyCamera {
  readonly id: string;
  /** What people call it; of a removed one, that it is removed. */
  readonly name: string;
  readonly removed: boolean;
}

export interface AllCameras {
  readonly list: readonly AnyCamera[];
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly nameOf: (id: string) => string;
  readonly isPending: boolean;
  readonly error: unknown;
}

export function useAllCameras(): AllCameras {
  const { t } = useTranslation();
  const read = useRead(listCameras, {});
  const { data } = read;
  return useMemo(() => {
    const list: readonly AnyCamera[] = [
      ...(data?.cameras ?? []).map(({ id, name }) => ({ id, name: name ?? id, removed: false })),
      ...(data?.removed ?? []).map(({ id, name }) => ({
        id,
        name: t('common.removedCamera', { name: name ?? id }),
        removed: true,
      })),
    ];
    const names = new Map(list.map(({ id, name }) => [id, name]));
    return {
      list,
      options: list.map(({ id, name }) => ({ value: id, label: name })),
      nameOf: (id) => names.get(id) ?? id,
      isPending: read.isPending,
      error: read.error,
    };
  }, [data, read.isPending, read.error, t]);
}
