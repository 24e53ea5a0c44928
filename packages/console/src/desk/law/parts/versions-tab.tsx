// SPDX-License-Identifier: Apache-2.0
/** What changes between two instruments, in sentences, and what that would move in the register of one's own area. */
import { diffInstruments, instruments } from '@mingjing/law';
import { Alert, Collapse, DatePicker, Form, Select, Space, Tag, Typography } from 'antd';
import dayjs from 'dayjs';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ImpactPanel } from './impact-panel.tsx';

const parts = ['provisions', 'parameters', 'obligations', 'outcomes'] as const;
const colours = { added: 'green', removed: 'red', changed: 'blue' } as const;

export function VersionsTab() {
  const { t } = useTranslation();
  const [a, setA] = useState('bj-benchmark-old');
  const [b, setB] = useState('bj-benchmark-2024-draft');
  const [on, setOn] = useState<string | null>(null);
  const diff = useMemo(() => diffInstruments(a, b, on), [a, b, on]);
  return (
    <>
      <Form layout="inline" component="div" className={`${layout.gap2} ${layout.below3}`}>
        <InstrumentField label={t('law.from')} value={a} onChange={setA} />
        <InstrumentField label={t('law.to')} value={b} onChange={setB} />
        <Form.Item label={t('law.onDay')}>
          <DatePicker
            aria-label={t('law.onDay')}
            value={on === null ? null : dayjs(on)}
            onChange={(day) => setOn(day ? day.format('YYYY-MM-DD') : null)}
          />
        </Form.Item>
      </Form>
      {diff.validity.map((sentence) => (
        <Typography.Paragraph key={sentence} lang="zh-CN" className={layout.below1}>
          {sentence}
        </Typography.Paragraph>
      ))}
      <ImpactPanel key={`${a} ${b}`} a={a} b={b} />
      {diff.outcomesCompared ? null : (
        <Alert type="info" showIcon title={t('law.outcomesNotCompared')} className={layout.below3} />
      )}
      <Collapse
        items={parts.map((part) => ({
          key: part,
          label: `${t(`law.part.${part}`)}（${diff[part].length === 0 ? t('law.noChange') : diff[part].length}）`,
          collapsible: diff[part].length === 0 ? 'disabled' : 'header',
          children: diff[part].map(({ kind, about, sentence }) => (
            <Typography.Paragraph key={about + sentence} className={layout.below2}>
              <Tag color={colours[kind]}>{t(`law.change.${kind}`)}</Tag>
              <span lang="zh-CN">{sentence}</span>
            </Typography.Paragraph>
          )),
        }))}
      />
    </>
  );
}

function InstrumentField(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  return (
    <Form.Item label={props.label}>
      <Space>
        <Select
          aria-label={props.label}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          className={layout.fieldWide}
          value={props.value}
          onChange={props.onChange}
          options={instruments.map(({ id, shortTitle, title }) => ({
            value: id,
            label: shortTitle === title ? title : `${shortTitle}　${title}`,
          }))}
        />
      </Space>
    </Form.Item>
  );
}
