// SPDX-License-Identifier: Apache-2.0
/** What other departments already hold, so that nobody is asked for it again (Decree 799 art. 14). */
import { loadSharedRecords } from '@mingjing/contracts/desk';
import { Alert, DatePicker, Form, Input, Typography } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { SheetChooser } from '../../../frame/sheet-chooser.tsx';
import { useAction } from '../../../frame/use-action.ts';

interface Fields {
  readonly source: string;
  readonly on: Dayjs;
}

export function SharedRecordsImport() {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const load = useAction(({ source, on, file }: Fields & { readonly file: File }) =>
    call(loadSharedRecords, { query: { source: source.trim(), on: on.format('YYYY-MM-DD') }, file }),
  );
  const choose = async (file: File) => {
    load.forget();
    const fields = await form.validateFields().catch(() => undefined);
    if (fields) load.run({ ...fields, file });
  };
  const { done } = load;
  const required = { required: true, message: t('common.required') };
  return (
    <>
      <Typography.Paragraph type="secondary">{t('import.sharedIntro')}</Typography.Paragraph>
      <ProblemAlert error={load.problem} />
      {done ? (
        <Alert
          type={done.skipped.length === 0 ? 'success' : 'warning'}
          showIcon
          className={layout.below4}
          title={t('import.sharedDone', { written: done.written, skipped: done.skipped.length })}
          description={
            done.skipped.length === 0
              ? undefined
              : t('import.sharedSkipped', { rows: done.skipped.join('、') })
          }
        />
      ) : null}
      <Form form={form} layout="vertical" initialValues={{ on: dayjs() }} className={layout.formNarrow}>
        <Form.Item
          name="source"
          label={t('import.source')}
          rules={[required, { min: 2, message: t('common.required') }]}
        >
          <Input maxLength={60} placeholder={t('import.sourceHint')} />
        </Form.Item>
        <Form.Item name="on" label={t('import.asOf')} rules={[required]}>
          <DatePicker className={layout.full} />
        </Form.Item>
      </Form>
      <SheetChooser hint={t('import.limits')} disabled={load.busy} onChoose={(file) => void choose(file)} />
    </>
  );
}
