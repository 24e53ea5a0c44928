// SPDX-License-Identifier: Apache-2.0
/** The things of one process: by state, with the nearest clock. */
import { getProcess } from '@mingjing/law';
import { Link } from '@tanstack/react-router';
import { Button, Empty, Segmented, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { showInstant } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import { useMay } from '../use-role.ts';
import { OrganKeyCard } from './parts/footage-cards.tsx';
import { OpenDrawer } from './parts/open-drawer.tsx';
import { operationsOf } from './parts/operations.ts';
import { useWords } from './parts/use-words.ts';

export function ThingsPage({ process }: { readonly process: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const [state, setState] = useState<string>('');
  const [page, setPage] = useState(1);
  const [opening, setOpening] = useState(false);
  const mayOpen = useMay({ roles: operationsOf(process).open?.roles ?? [] });
  const { title, states } = getProcess(process);
  const asked = { page, ...(state !== '' && { state }) };
  const list = useRead(operationsOf(process).list, { query: asked }, { keepsBefore: true });
  const counts = list.data?.states ?? {};
  const options = [
    { value: '', label: t('process.all') },
    ...states
      .filter(({ id }) => (counts[id] ?? 0) > 0)
      .map(({ id, title: name }) => ({ value: id, label: `${words(name)} ${counts[id] ?? 0}` })),
  ];
  return (
    <>
      <div className={`${layout.row} ${layout.baseline} ${layout.gap3} ${layout.spread}`}>
        <Typography.Title level={1}>{words(title)}</Typography.Title>
        {mayOpen ? (
          <Button type="primary" onClick={() => setOpening(true)}>
            {t('process.openNew')}
          </Button>
        ) : null}
      </div>
      {process === 'footage-request' ? <OrganKeyCard /> : null}
      <OpenDrawer process={process} open={opening} onClose={() => setOpening(false)} />
      <ProblemAlert error={list.error} onRetry={() => void list.refetch()} />
      <div className={`${layout.scrolls} ${layout.below4}`}>
        <Segmented
          options={options}
          value={state}
          onChange={(value) => {
            setState(value);
            setPage(1);
          }}
        />
      </div>
      <ScrollingTable
        rowKey="id"
        scroll={{ x: 640 }}
        loading={list.isPending}
        locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
        pagination={{
          current: page,
          pageSize: 50,
          total: list.data?.total ?? 0,
          onChange: setPage,
          hideOnSinglePage: true,
        }}
        dataSource={[...(list.data?.things ?? [])]}
        columns={[
          {
            title: t('process.name'),
            render: (_, thing) => (
              <Link to="/thing" search={{ process, id: thing.id }}>
                {thing.title}
              </Link>
            ),
          },
          { title: t('process.state'), render: (_, thing) => words(thing.stateTitle) },
          { title: t('process.nextDue'), render: (_, thing) => thing.nextDueOn ?? '—' },
          { title: t('process.updated'), render: (_, thing) => showInstant(thing.updatedAt) },
        ]}
      />
    </>
  );
}
