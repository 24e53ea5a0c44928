// SPDX-License-Identifier: Apache-2.0
/** Challenges of a recorder with what they showed; the proof is a file that `mingjing challenge --answer` verifies. */
import { addressOf, type RowOf } from '@mingjing/contracts';
import { type listUnitRecorders, readChallenge } from '@mingjing/contracts/desk';
import { Button, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { showInstant } from '../../../frame/time.ts';

type Challenge = RowOf<typeof listUnitRecorders>['challenges'][number];
const colours = { ordered: 'default', open: 'blue', answered: 'green', contained: 'orange' } as const;

export function ChallengeList({ challenges }: { readonly challenges: readonly Challenge[] }) {
  const { t } = useTranslation();
  if (challenges.length === 0) return null;
  return (
    <Table<Challenge>
      size="small"
      rowKey="id"
      dataSource={[...challenges]}
      pagination={{ pageSize: 5, hideOnSinglePage: true }}
      scroll={{ x: 720 }}
      className={layout.below3}
      columns={[
        {
          title: t('recorders.challenges'),
          width: 190,
          render: (_, { orderedAt }) => showInstant(orderedAt),
        },
        {
          title: t('recorders.finding'),
          width: 140,
          render: (_, { state, verdict }) => (
            <Tag color={verdict && verdict.failed + verdict.deleted > 0 ? 'red' : colours[state]}>
              {t(`recorders.challenge.${state}`)}
            </Tag>
          ),
        },
        {
          title: t('recorders.result'),
          render: (_, { verdict }) =>
            verdict
              ? t('recorders.verdict', { ...verdict, bound: `${(verdict.heldAtLeast * 100).toFixed(1)} %` })
              : '',
        },
        {
          title: t('recorders.proof'),
          width: 110,
          render: (_, { id, state }) =>
            state === 'answered' ? (
              <Button
                size="small"
                href={addressOf(readChallenge, { params: { id } })}
                download={`challenge-${id}.json`}
              >
                {t('recorders.proof')}
              </Button>
            ) : null,
        },
      ]}
    />
  );
}
