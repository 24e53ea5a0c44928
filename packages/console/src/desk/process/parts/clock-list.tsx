// SPDX-License-Identifier: Apache-2.0
/** Running clocks: the day we use, and every other way to count that gives another day. */
import type { ThingView } from '@mingjing/contracts/desk';
import { Card, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { useWords } from './use-words.ts';

type Clock = ThingView['clocks'][number];

export function ClockList({ clocks }: { readonly clocks: readonly Clock[] }) {
  const { t } = useTranslation();
  return (
    <Card title={t('process.clocks')} className={layout.below4}>
      {clocks.length === 0 ? t('process.noClocks') : null}
      {clocks.map((clock) => (
        <ClockLine key={clock.id} clock={clock} />
      ))}
    </Card>
  );
}

function ClockLine({ clock }: { readonly clock: Clock }) {
  const { t } = useTranslation();
  const words = useWords();
  const { title, dueOn, daysLeft, readings, provisional, pausedSince } = clock;
  const others = readings.filter(({ dueOn: day }) => day !== dueOn);
  return (
    <div className={layout.below3}>
      <b>{words(title)}</b> {dueOn}{' '}
      {pausedSince === null ? (
        <Tag color={daysLeft < 0 ? 'red' : daysLeft <= 3 ? 'orange' : 'green'}>
          {daysLeft < 0
            ? t('process.overdueDays', { days: -daysLeft })
            : t('process.daysLeft', { days: daysLeft })}
        </Tag>
      ) : (
        <Tag>{t('process.paused', { day: pausedSince })}</Tag>
      )}
      {provisional ? <Tag color="gold">{t('process.provisional')}</Tag> : null}
      {others.map(({ rule, dueOn: day }) => (
        <div key={rule} className={`${layout.soft} ${layout.small}`}>
          {t(`process.reading.${rule}`)}：{day}
        </div>
      ))}
    </div>
  );
}
