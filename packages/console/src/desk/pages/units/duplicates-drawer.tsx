// SPDX-License-Identifier: Apache-2.0
/** Records that look alike; a person says which are not. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Card, Drawer, Empty, Input, Space, Spin, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { type Duplicate, decideDuplicate, listDuplicates } from '../../api/units.ts';

interface Props {
  readonly open: boolean;
  readonly mayDecide: boolean;
  readonly onClose: () => void;
}

export function DuplicatesDrawer({ open, mayDecide, onClose }: Props) {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['duplicates'], queryFn: listDuplicates, enabled: open });
  return (
    <Drawer open={open} onClose={onClose} title={t('units.duplicates')} size="min(560px, 100vw)">
      <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
      {found.isPending ? <Spin /> : null}
      {found.data?.length === 0 ? <Empty description={t('units.noDuplicates')} /> : null}
      {(found.data ?? []).map((pair) => (
        <Pair
          key={`${pair.because} ${pair.value}`}
          pair={pair}
          mayDecide={mayDecide}
          onDecided={() => void found.refetch()}
        />
      ))}
    </Drawer>
  );
}

function Pair({
  pair,
  mayDecide,
  onDecided,
}: {
  readonly pair: Duplicate;
  readonly mayDecide: boolean;
  readonly onDecided: () => void;
}) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const [first, second] = pair.units;
  const decide = async () => {
    if (!first || !second) return;
    try {
      await decideDuplicate(first.id, second.id, reason);
      onDecided();
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Card size="small" style={{ marginBottom: 12 }}>
      <Tag color="orange">{t(`units.because.${pair.because}`)}</Tag> <code>{pair.value}</code>
      <ul style={{ paddingLeft: 18 }}>
        {pair.units.map(({ id, name, address }) => (
          <li key={id}>
            <Link to="/unit" search={{ id }}>
              {name}
            </Link>{' '}
            {address}
          </li>
        ))}
      </ul>
      {mayDecide && pair.units.length === 2 ? (
        <Space.Compact style={{ width: '100%' }}>
          <Input
            aria-label={t('units.reason')}
            placeholder={t('units.reason')}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
          />
          <Button disabled={reason.trim().length < 2} onClick={() => void decide()}>
            {t('units.notSame')}
          </Button>
        </Space.Compact>
      ) : null}
    </Card>
  );
}
