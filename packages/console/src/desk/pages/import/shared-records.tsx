// SPDX-License-Identifier: Apache-2.0
/** What other departments already hold, so that nobody is asked for it again (Decree 799 art. 14). */
import { Alert, DatePicker, Form, Input, Typography } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { uploadSharedRecords } from '../../api/import.ts';
import { SheetChooser } from './sheet-chooser.tsx';

interface Fields {
  readonly source: string;
  readonly on: Dayjs;
}

export function SharedRecordsImport() {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const [done, setDone] = useState<{ readonly written: number; readonly skipped: readonly number[] }>();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const choose = async (file: File) => {
    setProblem(undefined);
    setDone(undefined);
    const fields = await form.validateFields().catch(() => undefined);
    if (!fields) return;
    setBusy(true);
    try {
      setDone(await uploadSharedRecords(fields.source.trim(), fields.on.format('YYYY-MM-DD'), file));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const required = { required: true, message: t('common.required') };
  return (
    <>
      <Typography.Paragraph type="secondary">{t('import.sharedIntro')}</Typography.Paragraph>
      <ProblemAlert error={problem} />
      {done ? (
        <Alert
          type={done.skipped.length === 0 ? 'success' : 'warning'}
          showIcon
          style={{ marginBottom: 16 }}
          title={t('import.done', { written: done.written, skipped: done.skipped.length })}
          description={
            done.skipped.length === 0
              ? undefined
              : t('import.sharedSkipped', { rows: done.skipped.join('、') })
          }
        />
      ) : null}
      <Form form={form} layout="vertical" initialValues={{ on: dayjs() }} style={{ maxWidth: 480 }}>
        <Form.Item
          name="source"
          label={t('import.source')}
          rules={[required, { min: 2, message: t('common.required') }]}
        >
          <Input maxLength={60} placeholder={t('import.sourceHint')} />
        </Form.Item>
        <Form.Item name="on" label={t('import.asOf')} rules={[required]}>
          <DatePicker style={{ width: '100%' }} />
        </Form.Item>
      </Form>
      <SheetChooser disabled={busy} onChoose={(file) => void choose(file)} />
    </>
  );
}
