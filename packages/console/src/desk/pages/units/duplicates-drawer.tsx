// SPDX-License-Identifier: Apache-2.0
/** Records that look alike; a person says which are not. */
import type { RowOf } from '@mingjing/contracts';
import { decideDuplicate, listDuplicates } from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Button, Card, Drawer, Empty, Input, Space, Spin, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';

type Duplicate = RowOf<typeof listDuplicates>;

interface Props {
  readonly open: boolean;
  readonly mayDecide: boolean;
  readonly onClose: () => void;
}

export function DuplicatesDrawer({ open, mayDecide, onClose }: Props) {
  const { t } = useTranslation();
  const found = useRead(listDuplicates, {}, { enabled: open });
  return (
    <Drawer open={open} onClose={onClose} title={t('units.duplicates')} size="min(560px, 100vw)">
      <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending ? <Spin /> : null}
      {found.data?.length === 0 ? <Empty description={t('units.noDuplicates')} /> : null}
      {(found.data ?? []).map((pair) => (
        <Pair key={`${pair.because} ${pair.value}`} pair={pair} mayDecide={mayDecide} />
      ))}
    </Drawer>
  );
}

function Pair({ pair, mayDecide }: { readonly pair: Duplicate; readonly mayDecide: boolean }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [first, second] = pair.units;
  const decide = useAction(
    async () => {
      if (first && second)
        await call(decideDuplicate, { body: { first: first.id, second: second.id, reason } });
    },
    { refresh: [listDuplicates] },
  );
  return (
    <Card size="small" className={layout.below3}>
      <Tag color="orange">{t(`units.because.${pair.because}`)}</Tag> <code>{pair.value}</code>
      <ul className={layout.indented}>
        {pair.units.map(({ id, name, address }) => (
          <li key={id}>
            <Link to="/unit" search={{ id }}>
              {name}
            </Link>{' '}
            {address}
          </li>
        ))}
      </ul>
      <ProblemAlert error={decide.problem} />
      {mayDecide && pair.units.length === 2 ? (
        <Space.Compact className={layout.full}>
          <Input
            aria-label={t('units.reason')}
            placeholder={t('units.reason')}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
          <Button disabled={reason.trim().length < 2} loading={decide.busy} onClick={() => decide.run()}>
            {t('units.notSame')}
          </Button>
        </Space.Compact>
      ) : null}
    </Card>
  );
}
