// SPDX-License-Identifier: Apache-2.0
/** One unit: facts, people, systems and cameras, deadlines, and the history of every field. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Card, Descriptions, Empty, Skeleton, Space, Table, Tabs, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { readUnit, readUnitHistory, type UnitDetail } from '../api/registry.ts';
import { Clocks, fieldName } from '../filing-words.tsx';
import { stateColours } from './units.tsx';

export function UnitPage() {
  const { t } = useTranslation();
  const id = new URLSearchParams(location.search).get('id')?.replaceAll('"', '') ?? '';
  const unit = useQuery({ queryKey: ['unit', id], queryFn: () => readUnit(id), retry: false });
  if (unit.isError) return <ProblemAlert error={unit.error} onRetry={() => void unit.refetch()} />;
  if (!unit.data) return <Skeleton active />;
  const { data } = unit;
  return (
    <>
      <Space wrap style={{ marginBottom: 12 }}>
        <Link to="/units">{t('common.back')}</Link>
        <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
          {data.name}
        </Typography.Title>
        <Tag color={stateColours[data.filingState]}>{t(`filing.state.${data.filingState}`)}</Tag>
        {data.keyUnit ? <Tag color="purple">{t('units.keyUnit')}</Tag> : null}
      </Space>
      <Clocks clocks={data.clocks} />
      <Card>
        <Tabs
          items={[
            { key: 'facts', label: t('units.facts'), children: <Facts unit={data} /> },
            {
              key: 'systems',
              label: `${t('units.systems')} (${data.cameraCount})`,
              children: <Systems unit={data} />,
            },
            { key: 'history', label: t('units.history'), children: <History id={id} /> },
          ]}
        />
      </Card>
    </>
  );
}

function Facts({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <Descriptions
        bordered
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          { key: 'code', label: t('units.creditCode'), children: unit.creditCode ?? '—' },
          { key: 'jurisdiction', label: t('units.jurisdiction'), children: unit.jurisdiction },
          { key: 'address', label: t('units.address'), children: unit.address },
          { key: 'place', label: t('units.placeKind'), children: unit.placeKind },
          {
            key: 'class',
            label: t('units.placeClass'),
            children: (
              <>
                {unit.placeClass}{' '}
                <Typography.Text type="secondary">{unit.placeClassReason.because}</Typography.Text>
              </>
            ),
          },
          { key: 'storage', label: t('units.storageDays'), children: unit.storageDays ?? '—' },
          {
            key: 'coordinates',
            label: t('units.coordinates'),
            children: unit.longitude === null ? '—' : `${unit.longitude}, ${unit.latitude}`,
          },
          ...Object.entries(unit.sources).map(([field, { source, on }]) => ({
            key: field,
            label: fieldName(field, t),
            children: t('units.source', { source, on }),
          })),
        ]}
      />
      <Table
        size="small"
        style={{ marginTop: 16 }}
        rowKey="id"
        pagination={false}
        locale={{ emptyText: t('units.none') }}
        dataSource={[...unit.people]}
        columns={[
          { title: t('units.people'), dataIndex: 'name' },
          { title: t('filing.duty'), dataIndex: 'duty' },
          { title: t('units.phone'), dataIndex: 'phone' },
        ]}
      />
    </>
  );
}

function Systems({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  return (
    <>
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        scroll={{ x: 520 }}
        locale={{ emptyText: t('units.none') }}
        dataSource={[...unit.systems]}
        columns={[
          { title: t('filing.systemName'), dataIndex: 'name' },
          { title: t('units.putIntoUseOn'), dataIndex: 'putIntoUseOn' },
          { title: t('units.acceptancePassedOn'), dataIndex: 'acceptancePassedOn' },
          { title: t('units.storageDays'), dataIndex: 'storageDays' },
        ]}
      />
      <Table
        size="small"
        style={{ marginTop: 16 }}
        rowKey="id"
        scroll={{ x: 640 }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{ emptyText: <Empty description={t('units.none')} /> }}
        dataSource={[...unit.cameras]}
        columns={[
          { title: t('filing.cameraCode'), dataIndex: 'code' },
          { title: t('filing.cameraPlace'), dataIndex: 'place' },
          { title: t('filing.cameraKind'), dataIndex: 'kind' },
          { title: t('filing.azimuth'), dataIndex: 'azimuthDegrees' },
          { title: t('filing.range'), dataIndex: 'rangeMetres' },
          {
            title: t('filing.noForbiddenArea'),
            render: (_, { noForbiddenArea }) => (noForbiddenArea === true ? t('common.yes') : t('common.no')),
          },
        ]}
      />
    </>
  );
}

function History({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const history = useQuery({ queryKey: ['unit-history', id], queryFn: () => readUnitHistory(id) });
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return (
    <>
      <ProblemAlert error={history.error} />
      <Table
        size="small"
        loading={history.isPending}
        rowKey={({ at, field }) => at + field}
        scroll={{ x: 720 }}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{ emptyText: <Empty description={t('units.none')} /> }}
        dataSource={[...(history.data ?? [])]}
        columns={[
          { title: t('units.at'), render: (_, { at }) => showInstant(at) },
          { title: t('units.by'), dataIndex: 'by' },
          { title: '', render: (_, { field }) => fieldName(field, t) },
          { title: t('units.before'), render: (_, { before }) => text(before) },
          { title: t('units.after'), render: (_, { after }) => text(after) },
        ]}
      />
    </>
  );
}
