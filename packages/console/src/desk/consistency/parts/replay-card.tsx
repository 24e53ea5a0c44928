// SPDX-License-Identifier: Apache-2.0
/** 重演: what past decisions would have been under another schedule, drafts too. Nothing is changed by it. */
import { listPastCases } from '@mingjing/contracts/desk';
import { type DecidableInstrumentId, decidableInstruments, getInstrument } from '@mingjing/law';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Card, Progress, Select, Tag } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { ScrollingTable } from '../../../frame/scrolling-table.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { type Change, type Replayed, replay } from './replay.ts';

const changes: readonly Change[] = ['heavier', 'lighter', 'different', 'same', 'not-reached'];
const colours: Readonly<Record<Change, string>> = {
  heavier: '#c5221f',
  lighter: '#1e8e3e',
  different: '#c77700',
  same: '#8a929c',
  'not-reached': '#c9ced6',
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
    <Card title={t('consistency.replay')} style={{ marginBottom: 16 }}>
      <p style={{ marginTop: 0 }}>{t('consistency.replayIntro')}</p>
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', marginBottom: 12 }}>
        <Select
          aria-label={t('consistency.before')}
          style={{ minWidth: 220 }}
          value={before}
          options={options}
          onChange={setBefore}
        />
        <Select
          aria-label={t('consistency.after')}
          style={{ minWidth: 220 }}
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
      <div
        role="img"
        aria-label={changes
          .map((change) => `${t(`consistency.change.${change}`)} ${count(change)}`)
          .join('，')}
        style={{ display: 'flex', height: 18, borderRadius: 4, overflow: 'hidden', marginBottom: 8 }}
      >
        {changes.map((change) => (
          <div key={change} style={{ flex: count(change), background: colours[change] }} />
        ))}
      </div>
      <p>
        {changes.map((change) => (
          <span key={change} style={{ marginInlineEnd: 16 }}>
            <span
              style={{
                display: 'inline-block',
                width: 10,
                height: 10,
                background: colours[change],
                marginInlineEnd: 6,
              }}
            />
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
              <Link
                to="/thing"
                search={{ process: 'case', id } as never}
                style={{ textDecoration: 'underline' }}
              >
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
