// SPDX-License-Identifier: Apache-2.0
/** A unit that is registered nowhere writes itself down, on a phone: what it is, who acts for it, the sealed letter. */
import { letterTypes, mostLetterBytes, registerUnit } from '@mingjing/contracts/desk';
import { Button, Form, Input, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import { ProblemAlert } from '../../frame/problem.tsx';
import { smallerPhoto } from '../../frame/smaller-photo.ts';
import { useAction } from '../../frame/use-action.ts';
import { DoorStep } from '../door-step.tsx';
import { base64Of } from './parts/base64.ts';
import { JurisdictionField, Received } from './parts/hand-in.tsx';

const fields = [
  ['name', 120],
  ['creditCode', 40],
  ['placeKind', 60],
  ['address', 200],
  ['contact', 60],
  ['phone', 24],
  ['email', 200],
] as const;

type Fields = Record<(typeof fields)[number][0] | 'jurisdiction', string>;

export function PublicRegisterPage() {
  const { t } = useTranslation();
  const [letter, setLetter] = useState<File>();
  const [wrong, setWrong] = useState<string>();
  const send = useAction(async (values: Fields & { readonly letter: File }) =>
    call(registerUnit, { body: { ...values, letter: await base64Of(values.letter) } }),
  );
  const missing = () => setWrong((before) => (letter ? before : t('registration.letterMissing')));
  const required = { required: true, message: t('common.required') };
  const take = async (chosen: File) => {
    const file = await smallerPhoto(chosen, mostLetterBytes);
    const fits = file.size <= mostLetterBytes && letterTypes.some((type) => type === file.type);
    setLetter(fits ? file : undefined);
    setWrong(fits ? undefined : t('registration.letterWrong'));
    return false;
  };
  if (send.done)
    return (
      <DoorStep title={t('registration.register')}>
        <Received {...send.done} />
      </DoorStep>
    );
  return (
    <DoorStep title={t('registration.register')}>
      <Form
        layout="vertical"
        onFinish={(values: Fields) => (letter ? send.run({ ...values, letter }) : missing())}
        onFinishFailed={missing}
        scrollToFirstError
      >
        <Typography.Paragraph type="secondary">{t('registration.hint')}</Typography.Paragraph>
        <ProblemAlert error={send.problem} />
        <JurisdictionField />
        {fields.map(([name, max]) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`registration.${name}`)}
            rules={[{ ...required, ...(name === 'email' && { type: 'email' as const }) }]}
          >
            <Input maxLength={max} />
          </Form.Item>
        ))}
        <Form.Item
          label={t('registration.letter')}
          extra={t('registration.letterHint')}
          required
          {...(wrong !== undefined && { validateStatus: 'error', help: wrong })}
        >
          <Upload
            accept={letterTypes.join()}
            maxCount={1}
            beforeUpload={take}
            fileList={letter ? [{ uid: '1', name: letter.name }] : []}
            onRemove={() => setLetter(undefined)}
          >
            <Button>{t('registration.chooseLetter')}</Button>
          </Upload>
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={send.busy}>
          {t('public.send')}
        </Button>
      </Form>
    </DoorStep>
  );
}
