// SPDX-License-Identifier: Apache-2.0
/** What is open with a unit now, and all that happened with it, newest first: one page for the police and for the unit. */
import { type ChronicleEvent, type OpenThing, readUnitChronicle } from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Button, Card, Empty, Skeleton, Tag, Timeline, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant, todayInChina } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { useWords } from '../../process/parts/use-words.ts';

export function Chronicle({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation();
  const read = useRead(readUnitChronicle, { params: { id: unitId } });
  const [older, setOlder] = useState<readonly ChronicleEvent[]>([]);
  const [isWhole, setWhole] = useState(false);
  const events = [...(read.data?.events ?? []), ...older];
  const last = events.at(-1);
  const next = useAction(
    () => call(readUnitChronicle, { params: { id: unitId }, query: last ? { before: last.at } : {} }),
    {
      onDone: (page) => {
        setOlder([...older, ...page.events]);
        setWhole(!page.more);
      },
    },
  );
  if (read.isError) return <ProblemAlert error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Skeleton active />;
  return (
    <>
      <OpenCard open={read.data.open} />
      <Card title={t('chronicle.events')}>
        {events.length === 0 ? <Empty description={t('chronicle.none')} /> : null}
        <Timeline items={events.map((event, at) => itemOf(event, at))} />
        <ProblemAlert error={next.problem} />
        {read.data.more && !isWhole ? (
          <Button onClick={() => next.run()} loading={next.busy}>
            {t('chronicle.older')}
          </Button>
        ) : null}
      </Card>
    </>
  );
}

function OpenCard({ open }: { readonly open: readonly OpenThing[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const today = todayInChina();
  return (
    <Card title={t('chronicle.open')} className={layout.below4}>
      {open.length === 0 ? t('chronicle.nothingOpen') : null}
      {open.map(({ process, id, about, title, state, dueOn, clock }) => (
        <div key={id} className={layout.below2}>
          <Tag>{words(about)}</Tag>
          <ThingLink process={process} id={id} text={title} /> <Tag color="blue">{words(state)}</Tag>
          {dueOn === null || clock === null ? null : (
            <Tag color={dueOn < today ? 'red' : 'orange'}>
              {t(dueOn < today ? 'chronicle.late' : 'chronicle.due', { clock: words(clock), on: dueOn })}
            </Tag>
          )}
        </div>
      ))}
    </Card>
  );
}

/** A filing has a page of its own at either side. */
function ThingLink(props: { readonly process: string; readonly id: string; readonly text: string }) {
  const { process, id, text } = props;
  if (process === 'filing') return <>{text}</>;
  return (
    <Link to="/thing" search={{ process, id }} className={layout.underlined}>
      {text}
    </Link>
  );
}

const colours = {
  step: 'blue',
  filing: 'blue',
  recorder: 'gray',
  challenge: 'green',
  finding: 'red',
  reminder: 'orange',
  move: 'gray',
} as const satisfies Record<ChronicleEvent['kind'], string>;

const itemOf = (event: ChronicleEvent, at: number) => ({
  key: `${event.at} ${at}`,
  color: event.counts && event.counts.failed > 0 ? 'red' : colours[event.kind],
  content: <EventLine event={event} />,
});

function EventLine({ event }: { readonly event: ChronicleEvent }) {
  const { t } = useTranslation();
  const words = useWords();
  const { at, about, process, id, subject, role, by, reason, counts } = event;
  const who = [by, role === null ? null : t(`role.${role}`)].filter(Boolean).join(' · ');
  return (
    <>
      <Typography.Text type="secondary" className="tabular">
        {showInstant(at)}
      </Typography.Text>{' '}
      <Tag>{words(about)}</Tag>
      <strong>{useWhat(event)}</strong>
      {who === '' ? null : <Typography.Text type="secondary"> {who}</Typography.Text>}
      <div className={layout.breaksWords}>
        {process !== undefined && id !== undefined && event.kind === 'step' ? (
          <ThingLink process={process} id={id} text={subject} />
        ) : event.kind === 'filing' ? (
          t(`filing.kind.${subject}`)
        ) : (
          subject
        )}
        {counts ? ` ${t('chronicle.counts', counts)}` : ''}
        {reason === null || reason === '' ? '' : `：${reason}`}
      </div>
    </>
  );
}

function useWhat({ kind, what, title }: ChronicleEvent): string {
  const { t } = useTranslation();
  const words = useWords();
  if (title && kind === 'step') return words(title);
  if (kind === 'filing') return t(`filing.action.${what}`, { defaultValue: what });
  if (kind === 'finding') return t(`recorders.kind.${what}`, { defaultValue: what });
  if (kind === 'reminder') return t(`units.remind.about.${what}`, { defaultValue: what });
  return t(`chronicle.what.${kind}.${what}`, { defaultValue: what });
}
