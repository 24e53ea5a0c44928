// SPDX-License-Identifier: Apache-2.0
/** Records that look alike; a person says which are not. */
import type { RowOf } from '@mingjing/contracts';
import { decideDuplicate, listDuplicates, listUnits, mergeUnits, readUnit } from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Button, Card, Drawer, Empty, Input, Space, Spin, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { useMay } from '../../use-role.ts';

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
        <Pair key={pair.units.map(({ id }) => id).join()} pair={pair} mayDecide={mayDecide} />
      ))}
    </Drawer>
  );
}

function Pair({ pair, mayDecide }: { readonly pair: Duplicate; readonly mayDecide: boolean }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const mayMerge = useMay(mergeUnits);
  const [first, second] = pair.units;
  const decide = useAction(
    async () => {
      if (first && second)
        await call(decideDuplicate, { body: { first: first.id, second: second.id, reason } });
    },
    { refresh: [listDuplicates] },
  );
  const merge = useAction(
    ({ keep, gone }: { readonly keep: string; readonly gone: string }) =>
      call(mergeUnits, { body: { keep, gone, reason } }),
    { refresh: [listDuplicates, listUnits, readUnit] },
  );
  const silent = reason.trim().length < 2;
  return (
    <Card size="small" className={layout.below3}>
      <Tag color="orange">
        {t(`units.because.${pair.because}`)} {Math.round(pair.likeness * 100)}%
      </Tag>{' '}
      <code>{pair.value}</code>
      <ul className={layout.indented}>
        {pair.units.map(({ id, name, address }) => (
          <li key={id}>
            <Link to="/unit" search={{ id }}>
              {name}
            </Link>
            <div>{address}</div>
          </li>
        ))}
      </ul>
      <ProblemAlert error={decide.problem ?? merge.problem} />
      {mayDecide && first && second ? (
        <>
          <Input
            aria-label={t('units.reason')}
            placeholder={t('units.reason')}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            className={layout.below2}
          />
          <Space wrap>
            <Button disabled={silent} loading={decide.busy} onClick={() => decide.run()}>
              {t('units.notSame')}
            </Button>
            {mayMerge ? (
              <MergeButtons
                pair={[first, second]}
                isOff={silent}
                isBusy={merge.busy}
                onMerge={(keep, gone) => merge.run({ keep, gone })}
              />
            ) : null}
          </Space>
          {mayMerge ? (
            <Typography.Paragraph type="secondary">{t('units.mergeHint')}</Typography.Paragraph>
          ) : null}
        </>
      ) : null}
    </Card>
  );
}

type DuplicateUnit = Duplicate['units'][number];

interface MergeButtonsProps {
  readonly pair: readonly [DuplicateUnit, DuplicateUnit];
  readonly isOff: boolean;
  readonly isBusy: boolean;
  readonly onMerge: (keep: string, gone: string) => void;
}

/** One into the other, either way. */
function MergeButtons({ pair: [first, second], isOff, isBusy, onMerge }: MergeButtonsProps) {
  const { t } = useTranslation();
  const ways = [
    [first, second],
    [second, first],
  ] as const;
  return ways.map(([keep, gone]) => (
    <Button key={keep.id} danger disabled={isOff} loading={isBusy} onClick={() => onMerge(keep.id, gone.id)}>
      {t('units.mergeInto', { name: keep.name.slice(0, 12) })}
    </Button>
  ));
}
