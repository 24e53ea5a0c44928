// SPDX-License-Identifier: Apache-2.0
/** The 13 items of the inspection list: what each asks, how it stands, which duties and registers answer it. */
import type { Duties, DutyState } from '@mingjing/contracts';
import { siteRegisters } from '@mingjing/contracts/registers';
import { findProvision } from '@mingjing/law';
import { Link } from '@tanstack/react-router';
import { Card, Space, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';

export const stateColours: Readonly<Record<DutyState, string>> = {
  met: 'green',
  breached: 'red',
  unknown: 'orange',
  'not-applicable': 'default',
};

/** Items that the recorder answers from what it records itself, and where that is shown. */
const ownPages: Readonly<Record<number, readonly string[]>> = {
  1: ['settings'],
  5: ['cameras'],
  6: ['register'],
  7: ['overview'],
  13: ['register', 'people'],
};

export function Checklist({ answer }: { readonly answer: Pick<Duties, 'checklist' | 'results'> }) {
  const { t } = useTranslation();
  return (
    <Card title={t('obligations.checklist')} className={layout.below4}>
      {answer.checklist.map((one) => (
        <Item key={one.item} {...one} results={answer.results} />
      ))}
    </Card>
  );
}

type ItemProps = Duties['checklist'][number] & Pick<Duties, 'results'>;

function Item({ item, state, rows, results }: ItemProps) {
  const { t } = useTranslation();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  const open = results.filter(
    ({ id, state: of }) => rows.includes(id) && (of === 'breached' || of === 'unknown'),
  );
  const reasons = [...new Set(open.flatMap((one) => one.reasons))];
  return (
    <section className={`${layout.inside2} ${layout.ruled}`}>
      <Space wrap size={6} align="start">
        <strong>{t('obligations.item', { item })}</strong>
        <Tag color={stateColours[state]}>{t(`obligations.state.${state}`)}</Tag>
        <span lang="zh-CN">{findProvision(`hami-checklist/item-${item}`)?.printed}</span>
      </Space>
      {reasons.length === 0 ? null : (
        <Typography.Paragraph type="secondary" lang="zh-CN" className={layout.flush}>
          {reasons.join('；')}
        </Typography.Paragraph>
      )}
      <Space wrap size={12}>
        {siteRegisters
          .filter(({ checklistItems }) => checklistItems.includes(item))
          .map(({ id, title }) => (
            <Link key={id} to={`/registers/${id}`}>
              {title[language]}
            </Link>
          ))}
        {(ownPages[item] ?? []).map((page) => (
          <Link key={page} to={page === 'overview' ? '/' : `/${page}`}>
            {t(`menu.${page}`)}
          </Link>
        ))}
      </Space>
    </section>
  );
}
