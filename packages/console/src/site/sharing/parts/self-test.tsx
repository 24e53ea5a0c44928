// SPDX-License-Identifier: Apache-2.0
/** Trying one connection: every step in words, and a picture sent to ourselves. */
import { type SelfTestStep, testSharing, type UpperPlatform } from '@mingjing/contracts/site';
import { Alert, Button, Modal, Radio, Select, Space, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';

const looks = { fine: 'success', warned: 'warning', failed: 'error', left: 'info' } as const;

export function SelfTest(props: { readonly platform: UpperPlatform; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { id, name, shared } = props.platform;
  const [channel, setChannel] = useState(shared[0]?.id);
  const [transport, setTransport] = useState<'udp' | 'tcp'>('udp');
  const test = useAction(() =>
    call(testSharing, {
      params: { platform: id },
      body: { transport, ...(channel !== undefined && { channel }) },
    }),
  );
  return (
    <Modal
      open
      title={t('sharing.testTitle', { name: name ?? id })}
      onCancel={props.onClose}
      footer={<Button onClick={props.onClose}>{t('common.close')}</Button>}
    >
      <Typography.Paragraph type="secondary">{t('sharing.testHint')}</Typography.Paragraph>
      <Space wrap className={layout.below3}>
        <Select
          aria-label={t('sharing.channel')}
          value={channel ?? null}
          onChange={(value: string | null) => setChannel(value ?? undefined)}
          showSearch={{ optionFilterProp: 'label' }}
          className={layout.fieldWide}
          placeholder={t('sharing.noChannels')}
          options={shared.map((one) => ({ value: one.id, label: `${one.name} ${one.id}` }))}
        />
        <Radio.Group
          aria-label={t('sharing.transport')}
          value={transport}
          onChange={({ target }) => setTransport(target.value as 'udp' | 'tcp')}
          options={[
            { value: 'udp', label: 'UDP' },
            { value: 'tcp', label: 'TCP' },
          ]}
        />
        <Button type="primary" loading={test.busy} onClick={() => test.run()}>
          {test.busy ? t('sharing.testing') : t('sharing.testBegin')}
        </Button>
      </Space>
      <ProblemAlert error={test.problem} />
      <div aria-live="polite">
        {test.done?.steps.map((one) => (
          <StepResult key={one.step} one={one} />
        ))}
      </div>
    </Modal>
  );
}

function StepResult({ one }: { readonly one: SelfTestStep }) {
  const { t } = useTranslation();
  return (
    <Alert
      type={looks[one.result]}
      showIcon
      className={layout.below2}
      title={`${t(`sharing.step.${one.step}`)}：${currentLanguage() === 'en' ? one.sentence.en : one.sentence.zh}`}
      description={one.detail === '' ? null : <code className={layout.small}>{one.detail}</code>}
    />
  );
}
