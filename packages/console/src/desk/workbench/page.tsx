// SPDX-License-Identifier: Apache-2.0
/** What is due today: filings to review, units that are late, what the public handed in. */
import { readWorkbench } from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Card, Col, Empty, List, Row, Skeleton, Statistic, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useRead } from '../../frame/use-read.ts';
import { StatusTag } from '../filing-words.tsx';

const figures = [
  ['submitted', '/filings', { status: 'submitted' }],
  ['accepted', '/filings', { status: 'accepted' }],
  ['overdue', '/units', { overdue: 'true' }],
  ['dueSoon', '/units', { dueSoon: 'true', sort: 'due' }],
  ['shortStorage', '/units', { storageShort: 'true' }],
  ['reports', '/received', {}],
  ['requests', '/received', {}],
] as const;

export function WorkbenchPage() {
  const { t } = useTranslation();
  const workbench = useRead(readWorkbench, {}, { refetchInterval: 30_000 });
  if (workbench.isError)
    return <ProblemAlert error={workbench.error} onRetry={() => void workbench.refetch()} />;
  if (!workbench.data) return <Skeleton active />;
  const { data } = workbench;
  return (
    <>
      <Typography.Title level={1}>{t('workbench.title')}</Typography.Title>
      <Row gutter={[12, 12]} className={layout.below4}>
        {figures.map(([name, to, search]) => (
          <Col key={name} xs={12} sm={8} xl={6}>
            <Link to={to} search={search}>
              <Card size="small" hoverable>
                <Statistic
                  title={t(`workbench.${name}`)}
                  value={data[name]}
                  {...(data[name] > 0 && (name === 'overdue' || name === 'shortStorage')
                    ? { styles: { content: { color: '#c62828' } } }
                    : {})}
                />
              </Card>
            </Link>
          </Col>
        ))}
      </Row>
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={14}>
          <Card title={t('workbench.queue')}>
            <List
              locale={{ emptyText: <Empty description={t('workbench.nothing')} /> }}
              dataSource={[...data.queue]}
              renderItem={(filing) => (
                <List.Item actions={[<StatusTag key="status" status={filing.status} />]}>
                  <List.Item.Meta
                    title={
                      <Link to="/review" search={{ id: filing.id }}>
                        {filing.unitName}
                      </Link>
                    }
                    description={`${t(`filing.kind.${filing.kind}`)} · ${filing.submittedAt === null ? '' : showInstant(filing.submittedAt)}`}
                  />
                </List.Item>
              )}
            />
          </Card>
        </Col>
        <Col xs={24} xl={10}>
          <Card title={t('workbench.overdueUnits')}>
            <List
              locale={{ emptyText: <Empty description={t('workbench.nothing')} /> }}
              dataSource={[...data.overdueUnits]}
              renderItem={(unit) => (
                <List.Item>
                  <Link to="/unit" search={{ id: unit.id }}>
                    {unit.name}
                  </Link>
                  <Typography.Text type="danger">
                    {t('workbench.due')} {unit.filingDueOn}
                  </Typography.Text>
                </List.Item>
              )}
            />
          </Card>
        </Col>
      </Row>
    </>
  );
}
