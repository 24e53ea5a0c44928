// SPDX-License-Identifier: Apache-2.0
/** Before the first picture: what for, on which ground. The server writes it down and opens the look. */
import { Alert, Button, Form, Input, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { type AccessSession, askToLook } from '../../api/access.ts';
import { usePurposes } from '../../reads.ts';

interface LookFormProps {
  readonly cameras: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly onOpen: (session: AccessSession) => void;
}

export function LookForm({ cameras, fromMs, toMs, onOpen }: LookFormProps) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const purposes = usePurposes('staff', 'playback');
  const fitting = purposes.data ?? [];
  const [id, setId] = useState<string>();
  const purpose = fitting.find((each) => each.id === id) ?? fitting[0];
  const ask = useAsking(cameras, fromMs, toMs, onOpen);

  return (
    <Form
      layout="vertical"
      onFinish={({ text }: { text?: string }) =>
        purpose && ask.run({ purpose: purpose.id, ...(text !== undefined && { text }) })
      }
      className={`${layout.form} ${layout.above2}`}
    >
      <Alert type="info" showIcon title={t('playback.why')} className={layout.below4} />
      <ProblemAlert error={ask.problem ?? purposes.error} />
      {(ask.done?.missing ?? []).map((item) => (
        <Alert
          key={item.item}
          type="warning"
          showIcon
          className={layout.below2}
          title={english ? item.en : item.zh}
          description={item.article}
        />
      ))}
      <Form.Item
        label={t('playback.purpose')}
        htmlFor="purpose"
        extra={purpose ? t('playback.ground', { ground: purpose.groundWords }) : undefined}
      >
        <Select
          id="purpose"
          value={purpose?.id}
          onChange={setId}
          options={fitting.map((each) => ({ value: each.id, label: english ? each.en : each.zh }))}
        />
      </Form.Item>
      <Form.Item
        name="text"
        label={t('playback.purposeText')}
        rules={[{ required: purpose?.textNeeded === true, message: t('common.required') }]}
      >
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={1000}
          placeholder={t('playback.purposeTextHint')}
        />
      </Form.Item>
      <Button
        type="primary"
        htmlType="submit"
        loading={ask.busy}
        disabled={cameras.length === 0 || !(fromMs < toMs)}
      >
        {t('playback.start')}
      </Button>
      <Typography.Paragraph type="secondary" className={layout.above3}>
        {t('playback.counter')}
      </Typography.Paragraph>
    </Form>
  );
}

/** Asks for the look, and hands it on when it is open. */
function useAsking(
  cameras: readonly string[],
  fromMs: number,
  toMs: number,
  onOpen: (session: AccessSession) => void,
) {
  return useAction(
    ({ purpose, text }: { readonly purpose: string; readonly text?: string }) =>
      askToLook({
        kind: 'playback',
        purpose,
        ...(text ? { purposeText: text } : {}),
        cameras: [...cameras],
        fromMs,
        toMs,
        requester: { kind: 'staff' },
      }),
    {
      onDone: (session) => {
        if (session.state === 'open') onOpen(session);
      },
    },
  );
}
