// SPDX-License-Identifier: Apache-2.0
/** The unit's own recorders and duties: the same list that the officer sees. */
import { readOwnDuty } from '@mingjing/contracts/desk';
import { Alert, Select, Skeleton, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useRead } from '../../frame/use-read.ts';
import { RecordersOfUnit } from './parts/recorders-of-unit.tsx';

export function OwnRecordersPage() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string>();
  const duty = useRead(readOwnDuty, { query: chosen === undefined ? {} : { unitId: chosen } });
  if (duty.isError) return <ProblemAlert error={duty.error} onRetry={() => void duty.refetch()} />;
  if (!duty.data) return <Skeleton active />;
  const { unit, units } = duty.data;
  return (
    <>
      <Typography.Title level={1}>{t('recorders.own')}</Typography.Title>
      {units.length > 1 && unit ? (
        <Select
          aria-label={t('recorders.choose')}
          className={`${layout.atLeastWide} ${layout.below4}`}
          value={unit.id}
          onChange={setChosen}
          options={units.map(({ id, name, address }) => ({ value: id, label: `${name} · ${address}` }))}
        />
      ) : null}
      {unit ? (
        <RecordersOfUnit unitId={unit.id} />
      ) : (
        <Alert type="warning" showIcon title={t('filing.noUnit')} />
      )}
    </>
  );
}
