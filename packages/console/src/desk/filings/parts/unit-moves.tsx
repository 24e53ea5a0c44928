// SPDX-License-Identifier: Apache-2.0
/** Units that went to other offices or came from them; nothing is shown where none did. */
import type { RowOf } from '@mingjing/contracts';
import { listUnitMoves } from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Card, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useRead } from '../../../frame/use-read.ts';

type Move = RowOf<typeof listUnitMoves>;

export function UnitMoves() {
  const { t } = useTranslation();
  const moves = useRead(listUnitMoves, {});
  if (moves.isError) return <ProblemAlert error={moves.error} onRetry={() => void moves.refetch()} />;
  if (!moves.data || moves.data.length === 0) return null;
  return (
    <Card title={t('unit.moves.title')} classNames={{ body: layout.bare }} className={layout.above4}>
      <ScrollingTable<Move>
        rowKey="id"
        size="small"
        scroll={{ x: 760 }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={[...moves.data]}
        columns={[
          {
            title: t('unit.moves.unit'),
            render: (_, { unitId, unitName, here }) => (
              <>
                <Tag color={here ? 'green' : 'default'}>{t(here ? 'unit.moves.in' : 'unit.moves.out')}</Tag>
                {here ? (
                  <Link to="/unit" search={{ id: unitId }}>
                    {unitName}
                  </Link>
                ) : (
                  unitName
                )}
              </>
            ),
          },
          { title: t('unit.moves.from'), dataIndex: 'from' },
          { title: t('unit.moves.to'), dataIndex: 'to' },
          { title: t('unit.moves.reason'), dataIndex: 'reason' },
          { title: t('unit.moves.by'), dataIndex: 'by' },
          {
            title: t('unit.moves.at'),
            render: (_, { at }) => <span className="tabular">{showInstant(at)}</span>,
          },
        ]}
      />
    </Card>
  );
}
