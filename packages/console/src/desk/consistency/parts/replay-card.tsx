// SPDX-License-Identifier: Apache-2.0
/** 重演: what past decisions would have been under another schedule, drafts too. Nothing is changed by it. */
import { listPastCases } from '@mingjing/contracts/desk';
import { type DecidableInstrumentId, decidableInstruments, getInstrument } from '@mingjing/law';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Card, Progress, Select, Tag } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { ShareBar, ShareSign, type Tone } from '../../../frame/share-bar.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { type Change, type Replayed, replay } from './replay.ts';

const changes: readonly Change[] = ['heavier', 'lighter', 'different', 'same', 'not-reached'];
const tones: Readonly<Record<Change, Tone>> = {
  heavier: 'bad',
  lighter: 'good',
  different: 'unsure',
  same: 'same',
  'not-reached': 'absent',
};

export function ReplayCard() {
  const { t } = useTranslation();
  const [before, setBefore] = useState<DecidableInstrumentId>('bj-benchmark-old');
  const [after, setAfter] = useState<DecidableInstrumentId>('bj-benchmark-2024-draft');
  const [share, setShare] = useState(0);
  const stop = useRef<AbortController>(null);
  const run = useAction(async () => {
    setShare(0);
    stop.current = new AbortController();
    const { cases } = await call(listPastCases, { query: {} });
    return replay(cases, [before, after], { signal: stop.current.signal, onProgress: setShare });
  });
  const options = decidableInstruments.map((value) => ({ value, label: getInstrument(value).shortTitle }));
  return (
    <Card title={t('consistency.replay')} className={layout.below4}>
      <p className={layout.above0}>{t('consistency.replayIntro')}</p>
      <div className={`${layout.row} ${layout.gap3} ${layout.wraps} ${layout.below3}`}>
        <Select
          aria-label={t('consistency.before')}
          className={layout.atLeastWide}
          value={before}
          options={options}
          onChange={setBefore}
        />
        <Select
          aria-label={t('consistency.after')}
          className={layout.atLeastWide}
          value={after}
          options={options}
          onChange={setAfter}
        />
        <Button type="primary" loading={run.busy} onClick={() => run.run()}>
          {t('consistency.run')}
        </Button>
        {run.busy ? <Button onClick={() => stop.current?.abort()}>{t('common.cancel')}</Button> : null}
      </div>
      {run.busy ? <Progress percent={Math.round(share * 100)} aria-label={t('consistency.replay')} /> : null}
      <ProblemAlert error={run.problem} />
      {run.done ? <Outcome replayed={run.done} /> : null}
    </Card>
  );
}

function Outcome({ replayed }: { readonly replayed: readonly Replayed[] }) {
  const { t } = useTranslation();
  const count = (change: Change) => replayed.filter((one) => one.change === change).length;
  const changed = replayed.filter(
    ({ change, outside }) => outside || change === 'heavier' || change === 'lighter',
  );
  if (replayed.length === 0) return <Alert type="info" title={t('consistency.none')} />;
  return (
    <>
      <div className={layout.below2}>
        <ShareBar
          words={changes.map((change) => `${t(`consistency.change.${change}`)} ${count(change)}`).join('，')}
          parts={changes.map((change) => ({ id: change, tone: tones[change], count: count(change) }))}
        />
      </div>
      <p>
        {changes.map((change) => (
          <span key={change} className={layout.beforeNext4}>
            <ShareSign tone={tones[change]} />
            {t(`consistency.change.${change}`)} {count(change)}
          </span>
        ))}
        {t('consistency.outside', { count: replayed.filter(({ outside }) => outside).length })}
      </p>
      <ScrollingTable
        rowKey="id"
        size="small"
        scroll={{ x: 640 }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        dataSource={changed}
        columns={[
          {
            title: t('consistency.decidedOn'),
            render: (_, { id, decidedOn }) => (
              <Link to="/thing" search={{ process: 'case', id }} className={layout.underlined}>
                {decidedOn}
              </Link>
            ),
          },
          { title: t('consistency.amount'), dataIndex: 'amountYuan' },
          { title: t('consistency.before'), dataIndex: 'before' },
          { title: t('consistency.after'), dataIndex: 'after' },
          {
            title: t('process.result'),
            render: (_, { change, outside }) => (
              <>
                {t(`consistency.change.${change}`)}{' '}
                {outside ? <Tag color="orange">{t('consistency.outsideOne')}</Tag> : null}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
