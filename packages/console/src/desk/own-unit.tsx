// SPDX-License-Identifier: Apache-2.0
/** A page about the unit of whoever is signed in; of several units, one is chosen. */
import { readOwnDuty } from '@mingjing/contracts/desk';
import { Alert, Select, Skeleton, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../frame/layout.module.css';
import { ProblemAlert } from '../frame/problem.tsx';
import { useRead } from '../frame/use-read.ts';

export function OwnUnit(props: { readonly title: string; readonly children: (unitId: string) => ReactNode }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const duty = useRead(readOwnDuty, { query: chosen === undefined ? {} : { unitId: chosen } });
  if (duty.isError) return <ProblemAlert error={duty.error} onRetry={() => void duty.refetch()} />;
  if (!duty.data) return <Skeleton active />;
  const { unit, units } = duty.data;
  return (
    <>
      <Typography.Title level={1}>{t(props.title)}</Typography.Title>
      {units.length > 1 && unit ? (
        <Select
          aria-label={t('recorders.choose')}
          className={`${layout.atLeastWide} ${layout.below4}`}
          value={unit.id}
          onChange={setChosen}
          options={units.map(({ id, name, address }) => ({ value: id, label: `${name} · ${address}` }))}
        />
      ) : null}
      {unit ? props.children(unit.id) : <Alert type="warning" showIcon title={t('filing.noUnit')} />}
    </>
  );
}
