// SPDX-License-Identifier: Apache-2.0
/** Units and filings from a spreadsheet: chosen, looked at row by row, written when confirmed. */
import { Alert, Button, Card, Checkbox, Segmented, Space, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../frame/problem.tsx';
import { apiBase } from '../../frame/request.ts';
import {
  confirmImport,
  discardImport,
  type ImportKind,
  type ImportPreview,
  importKinds,
  uploadSheet,
} from '../api/import.ts';
import { SharedRecordsImport } from './import/shared-records.tsx';
import { SheetChooser } from './import/sheet-chooser.tsx';

type Row = ImportPreview['rows'][number];
type Kind = ImportKind | 'shared';

export function ImportPage() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('units');
  return (
    <>
      <Typography.Title level={1} style={{ fontSize: 22 }}>
        {t('import.title')}
      </Typography.Title>
      <Segmented<Kind>
        value={kind}
        onChange={setKind}
        options={(['units', 'filings', 'shared'] as const).map((value) => ({
          value,
          label: t(`import.kind.${value}`),
        }))}
        style={{ marginBottom: 16 }}
      />
      {kind === 'shared' ? <SharedRecordsImport /> : <SheetImport key={kind} kind={kind} />}
    </>
  );
}

function SheetImport({ kind }: { readonly kind: ImportKind }) {
  const { t } = useTranslation();
  const [preview, setPreview] = useState<ImportPreview>();
  const [done, setDone] = useState<{ readonly written: number; readonly skipped: number }>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const choose = (file: File) =>
    run(async () => {
      setDone(undefined);
      setPreview(await uploadSheet(kind, file));
    });
  const confirm = (id: string) =>
    run(async () => {
      setDone(await confirmImport(kind, id));
      setPreview(undefined);
    });
  const discard = (id: string) =>
    run(async () => {
      await discardImport(id);
      setPreview(undefined);
    });
  return (
    <>
      <Typography.Paragraph type="secondary">
        {t('import.intro')}{' '}
        {kind === 'units' ? (
          <a href={`${apiBase}/api/units.xlsx?template=true`}>{t('import.template')}</a>
        ) : (
          t('import.filingColumns')
        )}
      </Typography.Paragraph>
      <ProblemAlert error={problem} />
      {done ? (
        <Alert type="success" showIcon title={t('import.done', { ...done })} style={{ marginBottom: 16 }} />
      ) : null}
      {preview ? (
        <Preview
          preview={preview}
          columns={importKinds[kind].columns}
          busy={busy}
          onConfirm={() => void confirm(preview.id)}
          onDiscard={() => void discard(preview.id)}
        />
      ) : (
        <SheetChooser disabled={busy} onChoose={(file) => void choose(file)} />
      )}
    </>
  );
}

interface PreviewProps {
  readonly preview: ImportPreview;
  readonly columns: readonly string[];
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onDiscard: () => void;
}

function Preview({ preview, columns, busy, onConfirm, onDiscard }: PreviewProps) {
  const { t } = useTranslation();
  const [onlyBad, setOnlyBad] = useState(false);
  const good = preview.rows.length - preview.errorCount;
  return (
    <Card title={preview.fileName} styles={{ body: { padding: 0 } }}>
      <Space wrap style={{ padding: 12 }}>
        <span role="status">
          {t('import.summary', { rows: preview.rows.length, good, bad: preview.errorCount })}
        </span>
        <Checkbox checked={onlyBad} onChange={({ target }) => setOnlyBad(target.checked)}>
          {t('import.onlyBad')}
        </Checkbox>
        <Button type="primary" loading={busy} disabled={good === 0} onClick={onConfirm}>
          {t('import.confirm', { count: good })}
        </Button>
        <Button disabled={busy} onClick={onDiscard}>
          {t('import.discard')}
        </Button>
      </Space>
      <Table<Row>
        rowKey="row"
        size="small"
        scroll={{ x: 1100 }}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        dataSource={preview.rows.filter(({ errors }) => !onlyBad || errors.length > 0)}
        columns={[
          { title: t('import.row'), dataIndex: 'row', width: 60 },
          {
            title: t('import.errors'),
            width: 280,
            render: (_, { errors }) =>
              errors.length === 0 ? (
                <Tag color="green">{t('import.good')}</Tag>
              ) : (
                errors.map(({ field, reason }) => (
                  <div key={field + reason}>
                    <Tag color="red">{field === 'row' ? t('import.row') : t(`unit.${field}`)}</Tag>
                    {reason}
                  </div>
                ))
              ),
          },
          ...columns.map((field) => ({
            title: t(`unit.${field}`),
            key: field,
            render: (_: unknown, { input, errors }: Row) => {
              const value = input[field];
              const text = value === null || value === undefined ? '—' : String(value);
              return errors.some((error) => error.field === field) ? (
                <Typography.Text type="danger">{text}</Typography.Text>
              ) : (
                text
              );
            },
          })),
        ]}
      />
    </Card>
  );
}
