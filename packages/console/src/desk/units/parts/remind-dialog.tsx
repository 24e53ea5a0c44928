// SPDX-License-Identifier: Apache-2.0
/** 催办: words of one's own, then for each unit what was told and how, or why not. */
import type { AnswerOf } from '@mingjing/contracts';
import {
  listUnitReminders,
  listUnits,
  type ReminderRow,
  remindUnits,
  type UnitFilter,
} from '@mingjing/contracts/desk';
import { Alert, Form, Input, Modal, Table, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import type { UnitSearch } from './unit-search.ts';

type Row = z.infer<typeof ReminderRow>;

interface Props {
  readonly unitIds?: readonly string[];
  /** Instead of ids: all that this search finds. */
  readonly search?: UnitSearch;
  readonly count: number;
  readonly onClose: () => void;
}

export function RemindDialog({ unitIds, search, count, onClose }: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ words?: string }>();
  const remind = useAction(
    ({ words }: { words?: string }) => {
      const { sort: _, direction: __, ...filter } = search ?? {};
      return call(remindUnits, {
        body: {
          ...(unitIds ? { unitIds: [...unitIds] } : { filter: filter as z.input<typeof UnitFilter> }),
          ...(words?.trim() && { words: words.trim() }),
        },
      });
    },
    { refresh: [listUnits, listUnitReminders] },
  );
  const { done } = remind;
  return (
    <Modal
      open
      title={t('units.remind.title')}
      onCancel={onClose}
      width={720}
      okText={done ? t('common.back') : t('units.remind.send', { count })}
      confirmLoading={remind.busy}
      footer={(_, { OkBtn, CancelBtn }) => (
        <>
          {done ? null : <CancelBtn />}
          <OkBtn />
        </>
      )}
      onOk={() => (done ? onClose() : form.submit())}
    >
      <ProblemAlert error={remind.problem} />
      {done ? (
        <Reminded done={done} />
      ) : (
        <>
          <Typography.Paragraph type="secondary">{t('units.remind.hint')}</Typography.Paragraph>
          <Form form={form} layout="vertical" onFinish={remind.run}>
            <Form.Item name="words" label={t('units.remind.words')}>
              <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} showCount />
            </Form.Item>
          </Form>
        </>
      )}
    </Modal>
  );
}

/** For each unit what was told and how, or why not. */
function Reminded({ done }: { readonly done: AnswerOf<typeof remindUnits> }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert
        type={done.reminded > 0 ? 'success' : 'info'}
        showIcon
        className={layout.below3}
        title={t('units.remind.done', { count: done.reminded })}
        {...(done.left > 0 && { description: t('units.remind.left', { count: done.left }) })}
      />
      <Table<Row>
        rowKey="unitId"
        size="small"
        scroll={{ x: 480 }}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        dataSource={[...done.rows]}
        columns={[
          { title: t('units.name'), dataIndex: 'unitName' },
          {
            title: t('units.remind.outcome'),
            render: (_, { outcome, about }) =>
              outcome === 'reminded' && about !== null
                ? t(`units.remind.about.${about}`)
                : t(`units.remind.outcomes.${outcome}`),
          },
          {
            title: t('units.remind.way'),
            render: (_, { ways }) => ways.map((way) => t(`units.remind.ways.${way}`)).join('、') || '—',
          },
        ]}
      />
    </>
  );
}
