// SPDX-License-Identifier: Apache-2.0
import type { RowOf } from '@mingjing/contracts';
import { readUnitHistory } from '@mingjing/contracts/desk';
import { Empty, Table } from 'antd';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useRead } from '../../../frame/use-read.ts';

type Change = RowOf<typeof readUnitHistory>;

export function HistoryTab({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const history = useRead(readUnitHistory, { params: { id } });
  const named = (field: string) => {
    const key = field in { systems: 1, cameras: 1, people: 1 } ? `unit.tabs.${field}` : `unit.${field}`;
    return i18next.exists(key) && field !== 'unit' ? t(key) : t('unit.subjects.unit');
  };
  return (
    <>
      <ProblemAlert error={history.error} onRetry={() => void history.refetch()} />
      <Table<Change>
        rowKey={(change) => `${change.at} ${change.subject} ${change.field} ${JSON.stringify(change.after)}`}
        size="small"
        loading={history.isPending}
        scroll={{ x: 760 }}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        locale={{ emptyText: <Empty description={t('unit.none.history')} /> }}
        dataSource={[...(history.data ?? [])]}
        columns={[
          {
            title: t('unit.history.at'),
            width: 190,
            render: (_, { at }) => <span className="tabular">{showInstant(at)}</span>,
          },
          { title: t('unit.history.field'), width: 130, render: (_, { field }) => named(field) },
          { title: t('unit.history.before'), render: (_, { before }) => <Value value={before} /> },
          { title: t('unit.history.after'), render: (_, { after }) => <Value value={after} /> },
          { title: t('unit.history.by'), dataIndex: 'by', width: 130 },
          {
            title: t('unit.history.ground'),
            width: 180,
            render: (_, { ground }) => <Ground ground={ground} />,
          },
        ]}
      />
    </>
  );
}

/** `merge:同一家`: what happened in words, and what was said or which number it had; ids say nothing to a reader. */
function Ground({ ground }: { readonly ground: string }) {
  const { t } = useTranslation();
  const [kind = '', ...rest] = ground.split(':');
  const said = rest.join(':');
  const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(said);
  if (!i18next.exists(`unit.grounds.${kind}`)) return <>{ground}</>;
  return (
    <>
      {t(`unit.grounds.${kind}`)}
      {said === '' || isId ? null : `：${said}`}
    </>
  );
}

/** Single values as they are, parts as their filled-in fields. */
function Value({ value }: { readonly value: unknown }) {
  const { t } = useTranslation();
  const word = (one: unknown): string =>
    typeof one === 'boolean'
      ? t(one ? 'common.yes' : 'common.no')
      : one === null || one === undefined
        ? '—'
        : String(one);
  if (typeof value !== 'object' || value === null) return <>{word(value)}</>;
  const filled = Object.entries(value).filter(([, one]) => one !== null);
  return (
    <>
      {filled.map(([field, one]) => (
        <div key={field}>
          {i18next.exists(`unit.${field}`) ? t(`unit.${field}`) : field}：{word(one)}
        </div>
      ))}
    </>
  );
}
