// SPDX-License-Identifier: Apache-2.0
/** Units from a spreadsheet: checked row by row, written only when confirmed. */
import { Alert, Button, Card, Space, Table, Tag, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../frame/problem.tsx';
import { confirmImport, discardImport, type ImportBatch, unitsSheet, uploadUnits } from '../api/registry.ts';

export function ImportPage() {
  const { t } = useTranslation();
  const [batch, setBatch] = useState<ImportBatch>();
  const [done, setDone] = useState<{ written: number; skipped: number }>();
  const [problem, setProblem] = useState<unknown>();
  const attempt = (step: Promise<void>) => {
    setProblem(undefined);
    step.catch((error: unknown) => setProblem(error));
  };
  return (
    <>
      <Typography.Title level={1} style={{ fontSize: 22 }}>
        {t('units.import')}
      </Typography.Title>
      <Card>
        <Typography.Paragraph>{t('units.importHint')}</Typography.Paragraph>
        <Space wrap style={{ marginBottom: 16 }}>
          <Button href={unitsSheet({ template: 'true' })}>{t('units.template')}</Button>
          <Upload
            accept=".xlsx"
            maxCount={1}
            showUploadList={false}
            beforeUpload={(file) => {
              setDone(undefined);
              attempt(uploadUnits(file).then(setBatch));
              return false;
            }}
          >
            <Button type="primary">{t('units.choose')}</Button>
          </Upload>
        </Space>
        <ProblemAlert error={problem} />
        {done ? <Alert type="success" showIcon title={t('units.written', { ...done })} /> : null}
        {batch ? (
          <>
            <Alert
              type={batch.errorCount > 0 ? 'warning' : 'success'}
              showIcon
              title={t('units.rows', { rows: batch.rows.length, errors: batch.errorCount })}
              style={{ marginBottom: 12 }}
            />
            <Table
              size="small"
              rowKey="row"
              scroll={{ x: 760 }}
              pagination={{ pageSize: 20, hideOnSinglePage: true }}
              dataSource={[...batch.rows]}
              columns={[
                { title: t('units.row'), dataIndex: 'row', width: 70 },
                { title: t('units.name'), render: (_, { input }) => String(input['name'] ?? '—') },
                {
                  title: t('units.creditCode'),
                  render: (_, { input }) => String(input['creditCode'] ?? '—'),
                },
                { title: t('units.placeKind'), render: (_, { input }) => String(input['placeKind'] ?? '—') },
                {
                  title: t('units.errors'),
                  render: (_, { errors }) =>
                    errors.map(({ field, reason }) => (
                      <Tag key={field + reason} color="red" style={{ whiteSpace: 'normal' }}>
                        {field}：{reason}
                      </Tag>
                    )),
                },
              ]}
            />
            <Space style={{ marginTop: 12 }}>
              <Button
                type="primary"
                disabled={batch.rows.length === batch.errorCount}
                onClick={() =>
                  attempt(
                    confirmImport(batch.id).then((answer) => {
                      setDone(answer);
                      setBatch(undefined);
                    }),
                  )
                }
              >
                {t('units.confirm', { count: batch.rows.length - batch.errorCount })}
              </Button>
              <Button onClick={() => attempt(discardImport(batch.id).then(() => setBatch(undefined)))}>
                {t('units.discard')}
              </Button>
            </Space>
          </>
        ) : null}
      </Card>
    </>
  );
}
