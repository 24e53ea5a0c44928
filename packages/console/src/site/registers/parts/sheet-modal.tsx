// SPDX-License-Identifier: Apache-2.0
/** Rows from a spreadsheet: read and checked first, written when nothing is wrong and the person says so. */
import { operationsOf, type ReadRows, type Register } from '@mingjing/contracts/registers';
import { Alert, Button, Modal, Table, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { SheetChooser } from '../../../frame/sheet-chooser.tsx';
import { useAction } from '../../../frame/use-action.ts';

interface Props {
  readonly register: Register;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function SheetModal({ register, isOpen, onClose }: Props) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File>();
  const { bring, list } = operationsOf(register);
  const check = useAction((chosen: File) => call(bring, { query: {}, file: named(chosen) }));
  const write = useAction((chosen: File) => call(bring, { query: { write: 'true' }, file: named(chosen) }), {
    refresh: [list],
    onDone: check.forget,
  });
  const choose = (chosen: File) => {
    write.forget();
    setFile(chosen);
    check.run(chosen);
  };
  const close = () => {
    check.forget();
    write.forget();
    onClose();
  };
  return (
    <Modal open={isOpen} title={t('registers.bring')} onCancel={close} footer={null} destroyOnHidden>
      <Typography.Paragraph type="secondary">{t('registers.bringHint')}</Typography.Paragraph>
      <ProblemAlert error={check.problem ?? write.problem} />
      {write.done ? (
        <Alert
          type="success"
          showIcon
          className={layout.below3}
          title={t('registers.bringDone', { written: write.done.written })}
        />
      ) : null}
      {check.done && file ? (
        <Found found={check.done} busy={write.busy} onWrite={() => write.run(file)} />
      ) : null}
      <SheetChooser disabled={check.busy || write.busy} hint={t('registers.bringLimits')} onChoose={choose} />
    </Modal>
  );
}

/** Programs call text with separators by many names; the server takes the plain one. */
const named = (file: File): File =>
  /\.xlsx$/i.test(file.name)
    ? new File([file], file.name, {
        type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      })
    : new File([file], file.name, { type: 'text/csv' });

interface FoundProps {
  readonly found: ReadRows;
  readonly busy: boolean;
  readonly onWrite: () => void;
}

function Found({ found, busy, onWrite }: FoundProps) {
  const { t } = useTranslation();
  const { rows, known, errors } = found;
  const fresh = rows - known;
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  if (errors.length === 0)
    return (
      <Alert
        type="info"
        showIcon
        className={layout.below3}
        title={t('registers.bringGood', { rows, fresh, known })}
        action={
          <Button type="primary" disabled={fresh === 0} loading={busy} onClick={onWrite}>
            {t('registers.bringWrite', { fresh })}
          </Button>
        }
      />
    );
  return (
    <>
      <Alert
        type="error"
        showIcon
        className={layout.below3}
        title={t('registers.bringWrong', { rows, wrong: errors.length })}
      />
      <Table
        size="small"
        className={layout.below3}
        rowKey={({ row, field }) => `${row}/${field}`}
        dataSource={errors}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: t('registers.sheetRow'), dataIndex: 'row' },
          { title: t('registers.sheetField'), dataIndex: 'field' },
          { title: t('registers.sheetWrong'), dataIndex: language },
        ]}
      />
    </>
  );
}
