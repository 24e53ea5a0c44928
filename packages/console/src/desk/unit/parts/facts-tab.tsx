// SPDX-License-Identifier: Apache-2.0
import { setPlaceClass, transferUnit, type UnitDetail } from '@mingjing/contracts/desk';
import { articleName } from '@mingjing/law';
import { Alert, Button, Descriptions, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { Clocks } from '../../filing-words.tsx';
import { useMay } from '../../use-role.ts';
import { ClassDialog } from './class-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';

export function FactsTab({ unit }: { readonly unit: UnitDetail }) {
  const { t, i18n } = useTranslation();
  const maySettle = useMay(setPlaceClass);
  const mayMove = useMay(transferUnit);
  const [open, setOpen] = useState<'class' | 'move'>();
  const fact = (field: string, children: ReactNode) => ({
    key: field,
    label: t(`unit.${field}`),
    children: <Fact source={unit.sources[field]}>{children}</Fact>,
  });
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
            <PlaceClass unit={unit} onSettle={maySettle ? () => setOpen('class') : undefined} />,
          ),
          fact('address', unit.address),
          fact(
            'jurisdiction',
            <>
              {unit.jurisdiction}
              {mayMove ? (
                <Button type="link" size="small" onClick={() => setOpen('move')}>
                  {t('unit.move')}
                </Button>
              ) : null}
            </>,
          ),
          fact(
            'coordinates',
            unit.longitude === null || unit.latitude === null
              ? null
              : `${unit.longitude.toFixed(5)}, ${unit.latitude.toFixed(5)}`,
          ),
          fact('storageDays', <Kept unit={unit} />),
        ]}
      />
      {open === 'class' ? <ClassDialog unit={unit} onClose={() => setOpen(undefined)} /> : null}
      {open === 'move' ? <MoveDialog unit={unit} onClose={() => setOpen(undefined)} /> : null}
    </>
  );
}

/** How long it keeps, and how long the law has it keep. */
function Kept({ unit: { storageDays, retention } }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  const isShort = storageDays !== null && retention !== null && storageDays < retention.days;
  return (
    <>
      {storageDays === null ? '—' : t('units.days', { count: storageDays })}
      {retention === null ? null : (
        <Typography.Text
          type={isShort ? 'danger' : 'secondary'}
          className={`${layout.block} ${layout.small}`}
        >
          {t('unit.mustKeep', { count: retention.days })} · {articleName(retention.provision)}
        </Typography.Text>
      )}
    </>
  );
}

interface FactProps {
  readonly source: UnitDetail['sources'][string] | undefined;
  readonly children: ReactNode;
}

/** A value from another department says which and of what day: nobody was asked for it. */
function Fact({ source, children }: FactProps) {
  const { t } = useTranslation();
  return (
    <span>
      {children ?? '—'}
      {source ? (
        <Typography.Text type="secondary" className={`${layout.block} ${layout.small}`}>
          {t('unit.source', { source: source.source, on: source.on })}
        </Typography.Text>
      ) : null}
    </span>
  );
}

interface PlaceClassProps {
  readonly unit: UnitDetail;
  /** Undefined: not for this person to settle. */
  readonly onSettle: (() => void) | undefined;
}

/** The class of the place with who says so: a person, or the words. */
function PlaceClass({ unit, onSettle }: PlaceClassProps) {
  const { t } = useTranslation();
  const { because, provision, by, on } = unit.placeClassReason;
  return (
    <>
      {t(`unit.classes.${unit.placeClass}`)}
      <Typography.Text type="secondary" className={`${layout.block} ${layout.small}`} lang="zh-CN">
        {because} {provision ? articleName(provision) : null}
        {unit.placeClassSettled ? ` · ${t('unit.settled', { by, on })}` : null}
      </Typography.Text>
      {onSettle ? (
        <Button type="link" size="small" onClick={onSettle}>
          {t('unit.settle')}
        </Button>
      ) : null}
    </>
  );
}
