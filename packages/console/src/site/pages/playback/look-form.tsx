// SPDX-License-Identifier: Apache-2.0
/** Before the first picture: what for, on which ground. The server writes it down and opens the look. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { type AccessSession, askToLook, readPurposes } from '../../api/access.ts';

interface LookFormProps {
  readonly cameras: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly onOpen: (session: AccessSession) => void;
}

export function LookForm({ cameras, fromMs, toMs, onOpen }: LookFormProps) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  const purposes = useQuery({
    queryKey: ['purposes'],
    queryFn: readPurposes,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const fitting = (purposes.data ?? []).filter(
    ({ requesters, kinds }) => requesters.includes('staff') && kinds.includes('playback'),
  );
  const [id, setId] = useState<string>();
  const purpose = fitting.find((each) => each.id === id) ?? fitting[0];
  const [problem, setProblem] = useState<unknown>();
  const [missing, setMissing] = useState<AccessSession['missing']>([]);
  const [busy, setBusy] = useState(false);

  const ask = async ({ text }: { text?: string }) => {
    if (!purpose) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const session = await askToLook({
        kind: 'playback',
        purpose: purpose.id,
        ...(text ? { purposeText: text } : {}),
        cameras: [...cameras],
        fromMs,
        toMs,
        requester: { kind: 'staff' },
      });
      setMissing(session.missing);
      if (session.state === 'open') onOpen(session);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Form
      layout="vertical"
      onFinish={(values) => void ask(values)}
      className={`${layout.form} ${layout.above2}`}
    >
      <Alert type="info" showIcon title={t('playback.why')} className={layout.below4} />
      <ProblemAlert error={problem ?? purposes.error} />
      {missing.map((item) => (
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
        loading={busy}
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
