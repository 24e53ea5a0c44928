// SPDX-License-Identifier: Apache-2.0
/** Where the units are. Draws without any network: the base is a grid; tiles are used when an address is configured. */
import 'maplibre-gl/dist/maplibre-gl.css';
import type { QueryOf } from '@mingjing/contracts';
import { listUnitsInside } from '@mingjing/contracts/desk';
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Card, Empty, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useRead } from '../../frame/use-read.ts';
import { UnitStateTag } from '../unit-words.tsx';
import { useDeskSession } from '../use-role.ts';
import { UnitMap } from './parts/unit-map.tsx';

type Rectangle = QueryOf<typeof listUnitsInside>;

const china: Rectangle = { west: 73, south: 18, east: 135, north: 54 };
const mostShown = 2000;
const mostListed = 100;

export function MapPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const tiles = useDeskSession()?.mapTiles ?? null;
  const [view, setView] = useState<Rectangle>(china);
  const [canDraw, setCanDraw] = useState(true);
  const units = useRead(listUnitsInside, { query: view }, { keepsBefore: true });
  const shown = units.data ?? [];
  return (
    <>
      <Typography.Title level={1}>{t('map.title')}</Typography.Title>
      {tiles === null ? <Typography.Paragraph type="secondary">{t('map.base')}</Typography.Paragraph> : null}
      <ProblemAlert error={units.error} onRetry={() => void units.refetch()} />
      {canDraw ? (
        <UnitMap
          units={shown}
          tiles={tiles}
          label={t('map.label')}
          onMove={setView}
          onOpen={(id) => void navigate({ to: '/unit', search: { id } })}
          onCannotDraw={() => setCanDraw(false)}
        />
      ) : (
        <Alert type="warning" showIcon title={t('map.noWebGl')} className={layout.below3} />
      )}
      <Card size="small" className={layout.above3} title={t('map.inView', { count: shown.length })}>
        {shown.length >= mostShown ? <Alert type="info" title={t('map.many')} /> : null}
        {shown.length === 0 && !units.isPending ? <Empty description={t('map.none')} /> : null}
        <Space wrap size={[16, 6]}>
          {shown.slice(0, mostListed).map(({ id, name, filingState }) => (
            <span key={id}>
              <Link to="/unit" search={{ id }}>
                {name}
              </Link>{' '}
              <UnitStateTag state={filingState} />
            </span>
          ))}
        </Space>
      </Card>
    </>
  );
}
