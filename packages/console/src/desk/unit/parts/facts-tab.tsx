// SPDX-License-Identifier: Apache-2.0
import type { UnitDetail } from '@mingjing/contracts/desk';
import { Alert, Descriptions, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { Clocks } from '../../filing-words.tsx';

export function FactsTab({ unit }: { readonly unit: UnitDetail }) {
  const { t, i18n } = useTranslation();
  /** A value from another department says which and of what day: nobody was asked for it. */
  const fact = (field: string, children: ReactNode) => {
    const source = unit.sources[field];
    return {
      key: field,
      label: t(`unit.${field}`),
      children: (
        <span>
          {children ?? '—'}
          {source ? (
            <Typography.Text type="secondary" className={`${layout.block} ${layout.small}`}>
              {t('unit.source', { source: source.source, on: source.on })}
            </Typography.Text>
          ) : null}
        </span>
      ),
    };
  };
  return (
    <>
      {unit.doubts.map((doubt) => (
        <Alert
          key={doubt.field}
          type="warning"
          showIcon
          className={layout.below4}
          title={`${t(`unit.${doubt.field}`)}：${i18n.language.startsWith('en') ? doubt.en : doubt.zh}`}
        />
      ))}
      <Clocks clocks={unit.clocks} />
      <Descriptions
        bordered
        size="small"
        column={{ xs: 1, lg: 2 }}
        items={[
          fact('name', unit.name),
          fact('creditCode', unit.creditCode === null ? null : <code>{unit.creditCode}</code>),
          fact('placeKind', unit.placeKind),
          fact(
            'placeClass',
            <>
              {t(`unit.classes.${unit.placeClass}`)}
              <Typography.Text type="secondary" className={`${layout.block} ${layout.small}`} lang="zh-CN">
                {unit.placeClassReason.because} {unit.placeClassReason.provision}
              </Typography.Text>
            </>,
          ),
          fact('address', unit.address),
          fact('jurisdiction', unit.jurisdiction),
          fact(
            'coordinates',
            unit.longitude === null || unit.latitude === null
              ? null
              : `${unit.longitude.toFixed(5)}, ${unit.latitude.toFixed(5)}`,
          ),
          fact(
            'storageDays',
            unit.storageDays === null ? null : t('units.days', { count: unit.storageDays }),
          ),
        ]}
      />
    </>
  );
}
