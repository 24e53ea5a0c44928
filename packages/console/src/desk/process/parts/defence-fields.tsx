// SPDX-License-Identifier: Apache-2.0
/** What the party argues, one argument at a time, so that each can be answered in writing. */

import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import type { ThingView } from '@mingjing/contracts/desk';
import { Button, Card, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';

type Values = Readonly<Record<string, unknown>>;

export function DefenceFields() {
  const { t } = useTranslation();
  return (
    <Form.List name={['extra', 'arguments']} initialValue={['']}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <Form.Item key={key} label={t('process.argument', { n: name + 1 })} required>
              <div className={`${layout.row} ${layout.gap2}`}>
                <Form.Item name={name} noStyle rules={[{ required: true, message: t('common.required') }]}>
                  <Input.TextArea
                    rows={2}
                    maxLength={10_000}
                    aria-label={t('process.argument', { n: name + 1 })}
                  />
                </Form.Item>
                {fields.length > 1 ? (
                  <Button
                    icon={<MinusCircleOutlined />}
                    aria-label={t('common.remove')}
                    onClick={() => remove(name)}
                  />
                ) : null}
              </div>
            </Form.Item>
          ))}
          <Form.Item>
            <Button icon={<PlusOutlined />} onClick={() => add('')}>
              {t('process.addArgument')}
            </Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  );
}

export const defenceData = (values: Values): Record<string, unknown> => ({
  arguments: (values['arguments'] as readonly string[] | undefined) ?? [],
});

interface Defence {
  readonly arguments?: readonly string[];
}

/** What nobody has answered yet, each under the place it has among all: one more argument moves no answer. */
const openArguments = (thing: ThingView): readonly { readonly at: number; readonly argument: string }[] => {
  const answered = new Set(
    ((thing.data['answers'] as readonly { readonly argument: string }[] | undefined) ?? []).map(
      ({ argument }) => argument,
    ),
  );
  return ((thing.data['defences'] as readonly Defence[] | undefined) ?? [])
    .flatMap((defence) => defence.arguments ?? [])
    .map((argument, at) => ({ at, argument }))
    .filter(({ argument }) => !answered.has(argument));
};

export function DefenceAnswerFields({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const required = { required: true, message: t('common.required') };
  return openArguments(thing).map(({ at, argument }, n) => (
    <Card key={at} size="small" className={layout.below3} title={argument}>
      <Form.Item name={['extra', `accepted-${at}`]} label={t('process.acceptedQuestion')} rules={[required]}>
        <Radio.Group
          options={[
            { value: true, label: t('process.accepted') },
            { value: false, label: t('process.notAccepted') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name={['extra', `answer-${at}`]}
        label={t('process.answerTo', { n: n + 1 })}
        rules={[required]}
      >
        <Input.TextArea rows={2} maxLength={10_000} />
      </Form.Item>
    </Card>
  ));
}

export const defenceAnswerData = (values: Values, thing: ThingView): Record<string, unknown> => ({
  answers: openArguments(thing).map(({ at, argument }) => ({
    argument,
    accepted: values[`accepted-${at}`] === true,
    answer: values[`answer-${at}`],
  })),
});
