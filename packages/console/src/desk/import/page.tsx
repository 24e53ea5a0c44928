// SPDX-License-Identifier: Apache-2.0
/** Units and filings from a spreadsheet: chosen, looked at row by row, written when confirmed. */
import type { AnswerOf } from '@mingjing/contracts';
import {
  beginFilingImport,
  beginUnitImport,
  confirmFilingImport,
  confirmUnitImport,
  discardImport,
  exportUnits,
  listFilings,
  listUnits,
  readImportErrors,
} from '@mingjing/contracts/desk';
import { Alert, Button, Card, Checkbox, Segmented, Space, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { SheetChooser } from '../../frame/sheet-chooser.tsx';
import { useAction } from '../../frame/use-action.ts';
import { SharedRecordsImport } from './parts/shared-records.tsx';

/** What is imported with a preview: how it begins, how it is confirmed, and the columns shown. */
const importKinds = {
  units: {
    begin: beginUnitImport,
    confirm: confirmUnitImport,
    columns: ['name', 'creditCode', 'placeKind', 'address', 'jurisdiction', 'storageDays', 'putIntoUseOn'],
  },
  filings: {
    begin: beginFilingImport,
    confirm: confirmFilingImport,
    columns: [
      'name',
      'creditCode',
      'address',
      'jurisdiction',
      'filedOn',
      'receiptNumber',
      'nationalReceiptNumber',
    ],
  },
} as const;
type ImportKind = keyof typeof importKinds;
type ImportPreview = AnswerOf<typeof beginUnitImport>;
type Row = ImportPreview['rows'][number];
type Kind = ImportKind | 'shared';

export function ImportPage() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('units');
  return (
    <>
      <Typography.Title level={1}>{t('import.title')}</Typography.Title>
      <Segmented<Kind>
        value={kind}
        onChange={setKind}
        options={(['units', 'filings', 'shared'] as const).map((value) => ({
          value,
          label: t(`import.kind.${value}`),
        }))}
        className={layout.below4}
      />
      {kind === 'shared' ? <SharedRecordsImport /> : <SheetImport key={kind} kind={kind} />}
    </>
  );
}

function SheetImport({ kind }: { readonly kind: ImportKind }) {
  const { t } = useTranslation();
  const [preview, setPreview] = useState<ImportPreview>();
  const { begin, confirm: confirmation, columns } = importKinds[kind];
  const choose = useAction((file: File) => call(begin, { file }), { onDone: setPreview });
  const confirm = useAction((id: string) => call(confirmation, { params: { id } }), {
    refresh: [listUnits, listFilings],
    onDone: () => setPreview(undefined),
  });
  const discard = useAction((id: string) => call(discardImport, { params: { id } }), {
    onDone: () => setPreview(undefined),
  });
  const busy = choose.busy || confirm.busy || discard.busy;
  const done = preview === undefined && !choose.busy ? confirm.done : undefined;
  return (
    <>
      <Typography.Paragraph type="secondary">
        {t('import.intro')}{' '}
        {kind === 'units' ? (
          <a href={linkTo(exportUnits, { query: { template: 'true' } })}>{t('import.template')}</a>
        ) : (
          t('import.filingColumns')
        )}
      </Typography.Paragraph>
      <ProblemAlert error={choose.problem ?? confirm.problem ?? discard.problem} />
      {done ? (
        <Alert type="success" showIcon title={t('import.done', { ...done })} className={layout.below4} />
      ) : null}
      {preview ? (
        <Preview
          preview={preview}
          columns={columns}
          busy={busy}
          onConfirm={() => confirm.run(preview.id)}
          onDiscard={() => discard.run(preview.id)}
        />
      ) : (
        <SheetChooser hint={t('import.limits')} disabled={busy} onChoose={choose.run} />
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
    <Card title={preview.fileName} classNames={{ body: layout.bare }}>
      <Unread names={preview.unread ?? []} />
      <Space wrap className={layout.inside3}>
        <span role="status">
          {t('import.summary', { rows: preview.rows.length, good, bad: preview.errorCount })}
        </span>
        <Checkbox checked={onlyBad} onChange={({ target }) => setOnlyBad(target.checked)}>
          {t('import.onlyBad')}
        </Checkbox>
        <Button type="primary" loading={busy} disabled={good === 0} onClick={onConfirm}>
          {t('import.confirm', { count: good })}
        </Button>
        {preview.errorCount > 0 ? (
          <a href={linkTo(readImportErrors, { params: { id: preview.id } })}>{t('import.errorSheet')}</a>
        ) : null}
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
            render: (_, { errors, unitId, changes, doubts }) =>
              errors.length === 0 ? (
                <RowWords row={{ unitId, changes, doubts }} />
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

/** Sheets of the workbook that hold something and were not read. */
function Unread({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation();
  if (names.length === 0) return null;
  return <Alert type="warning" showIcon banner title={t('import.unread', { names: names.join('、') })} />;
}

/** What becomes of a row without errors: a new unit, or which fields of a registered one; what to look at once more. */
function RowWords({
  row: { unitId, changes = [], doubts = [] },
}: {
  readonly row: Pick<Row, 'unitId' | 'changes' | 'doubts'>;
}) {
  const { t, i18n } = useTranslation();
  const kind = unitId === undefined ? 'good' : changes.length === 0 ? 'same' : 'changes';
  return (
    <>
      <Tag color={kind === 'good' ? 'green' : kind === 'same' ? 'default' : 'blue'}>
        {t(`import.${kind}`)}
      </Tag>
      {changes.map(({ field, before, after }) => (
        <div key={field}>
          {t(`unit.${field}`)}：<del>{String(before ?? '—')}</del> → <ins>{String(after)}</ins>
        </div>
      ))}
      {doubts.map(({ field, zh, en }) => (
        <Typography.Paragraph key={field} type="warning">
          {t(`unit.${field}`)}：{i18n.language.startsWith('en') ? en : zh}
        </Typography.Paragraph>
      ))}
    </>
  );
}
