// SPDX-License-Identifier: Apache-2.0
/** Suspending somebody says first what is in his hands, and asks who goes on with it. */
import type { AnswerOf, RowOf } from '@mingjing/contracts';
import { changeMember, listHoldings, listMembers } from '@mingjing/contracts/desk';
import { Alert, List, Modal, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';

type Holdings = AnswerOf<typeof listHoldings>;

const nobody = 'nobody';

export function SuspendDialog({
  member,
  onClose,
}: {
  readonly member: RowOf<typeof listMembers>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const params = { id: member.userId };
  const held = useRead(listHoldings, { params });
  const [to, setTo] = useState<string>();
  const { filings = [], things = [], officers = [] } = held.data ?? {};
  const suspend = useAction(
    () =>
      call(changeMember, {
        params,
        body: {
          suspended: true,
          ...(filings.length > 0 && { handTo: to === nobody || to === undefined ? null : to }),
        },
      }),
    { refresh: [listMembers], onDone: onClose },
  );
  return (
    <Modal
      open
      title={t('people.suspendTitle', { name: member.displayName })}
      okText={t('people.suspend')}
      okButtonProps={{ danger: true, disabled: held.isPending || (filings.length > 0 && to === undefined) }}
      confirmLoading={suspend.busy}
      onCancel={onClose}
      onOk={() => suspend.run()}
    >
      <ProblemAlert error={suspend.problem ?? held.error} />
      <Typography.Paragraph>{t('people.suspendText')}</Typography.Paragraph>
      {filings.length === 0 && things.length === 0 && !held.isPending ? (
        <Typography.Paragraph type="secondary">{t('people.nothingHeld')}</Typography.Paragraph>
      ) : null}
      {filings.length > 0 ? <HandOver filings={filings} officers={officers} to={to} onTo={setTo} /> : null}
      {things.length > 0 ? (
        <Alert
          type="info"
          showIcon
          title={t('people.namedIn')}
          description={things.map(({ id, title }) => <div key={id}>{title}</div>)}
        />
      ) : null}
    </Modal>
  );
}

interface HandOverProps {
  readonly filings: Holdings['filings'];
  readonly officers: Holdings['officers'];
  readonly to: string | undefined;
  readonly onTo: (to: string) => void;
}

/** What is in his hands, and in whose it goes. */
function HandOver({ filings, officers, to, onTo }: HandOverProps) {
  const { t } = useTranslation();
  return (
    <>
      <Alert
        type="warning"
        showIcon
        className={layout.below3}
        title={t('people.holds', { count: filings.length })}
        description={
          <List
            size="small"
            dataSource={[...filings]}
            renderItem={({ unitName, since }) => (
              <List.Item>
                {unitName}
                {since === null ? '' : ` · ${t('people.since')} ${showInstant(since)}`}
              </List.Item>
            )}
          />
        }
      />
      <Select
        className={`${layout.full} ${layout.below3}`}
        aria-label={t('people.handTo')}
        placeholder={t('people.handTo')}
        value={to ?? null}
        onChange={onTo}
        options={[
          { value: nobody, label: t('people.handToNobody') },
          ...officers.map(({ userId, name }) => ({ value: userId, label: name })),
        ]}
      />
    </>
  );
}
