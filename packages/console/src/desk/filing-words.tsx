// SPDX-License-Identifier: Apache-2.0
/** How a filing's state, deadlines and findings look, the same on every page. */
import type { FilingStatus, FilingView } from '@mingjing/contracts/desk';
import { Alert, Card, List, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../frame/language.ts';
import layout from '../frame/layout.module.css';

type FilingCheck = FilingView['checks'][number];
type FilingClock = FilingView['clocks'][number];

const colours: Readonly<Record<FilingStatus, string>> = {
  draft: 'default',
  submitted: 'gold',
  accepted: 'blue',
  returned: 'orange',
  verified: 'green',
  withdrawn: 'default',
};

export function StatusTag({ status }: { readonly status: FilingStatus }) {
  const { t } = useTranslation();
  return <Tag color={colours[status]}>{t(`filing.status.${status}`)}</Tag>;
}

const clockColours: Readonly<Record<string, string>> = {
  'filed-in-time': 'green',
  'filed-late': 'red',
  open: 'blue',
  overdue: 'red',
  unknown: 'default',
};

/** Both clocks, since they may differ: Beijing counts from acceptance, Decree 799 from use. */
export function Clocks({ clocks }: { readonly clocks: readonly FilingClock[] }) {
  const { t } = useTranslation();
  return (
    <Card size="small" title={t('filing.deadlines')} className={layout.below4}>
      {clocks.map((clock) => (
        <div key={clock.instrument} className={layout.below2}>
          <Tag color={clock.applies === false ? 'default' : (clockColours[clock.state] ?? 'default')}>
            {clock.applies === false ? t('filing.notApplies') : t(`filing.clockState.${clock.state}`)}
          </Tag>
          {t(`filing.instrument.${clock.instrument}`)}
          {clock.due === null || clock.applies === false ? null : `：${t('filing.due', { due: clock.due })}`}
          {clock.daysLate === null ? null : (
            <Typography.Text type="danger"> {t('filing.daysLate', { days: clock.daysLate })}</Typography.Text>
          )}
          <div>
            <Typography.Text type="secondary" className={layout.small} lang="zh-CN">
              {clock.why}
            </Typography.Text>
          </div>
        </div>
      ))}
    </Card>
  );
}

const headOf = (checks: readonly FilingCheck[], forReviewer: boolean): string => {
  if (forReviewer) return 'filing.checks';
  return checks.some(({ weight }) => weight === 'error') ? 'filing.errors' : 'filing.warnings';
};

export function Checks({
  checks,
  forReviewer,
}: {
  readonly checks: readonly FilingCheck[];
  readonly forReviewer: boolean;
}) {
  const { t } = useTranslation();
  const english = currentLanguage() === 'en';
  if (checks.length === 0)
    return (
      <Alert
        type="success"
        showIcon
        title={t(forReviewer ? 'filing.noChecks' : 'filing.allGood')}
        className={layout.below4}
      />
    );
  return (
    <List
      size="small"
      bordered
      className={layout.below4}
      header={<strong>{t(headOf(checks, forReviewer))}</strong>}
      dataSource={[...checks]}
      renderItem={(check) => (
        <List.Item>
          <span className={layout.breaksWords}>
            <Tag color={check.weight === 'error' ? 'red' : 'orange'} className={layout.manyLines}>
              {fieldName(check.field, t)}
            </Tag>
            {english ? check.en : check.zh}
          </span>
        </List.Item>
      )}
    />
  );
}

/** Fields of the unit and its system, in the order of the form. */
export const filingFields = [
  'name',
  'creditCode',
  'placeKind',
  'address',
  'longitude',
  'latitude',
  'systemName',
  'putIntoUseOn',
  'acceptancePassedOn',
  'storageDays',
  'operator',
  'networked',
] as const;

const actColours = { added: 'green', removed: 'red', changed: 'blue' } as const;

/** What a form says differently from the register: cameras and people by their names. */
export function Changes({ filing }: { readonly filing: FilingView }) {
  const { t } = useTranslation();
  if (filing.changes.length === 0) return null;
  return (
    <Card size="small" title={t('filing.changes')} className={layout.below4}>
      {filing.changes.map(({ of, name, act, fields }) => (
        <div key={`${of} ${name ?? fields[0]?.field}`} className={`${layout.below2} ${layout.breaksWords}`}>
          <Tag color={actColours[act]}>{t(`filing.act.${act}`)}</Tag>
          {name === null ? null : (
            <strong>
              {t(`filing.of.${of}`)} {name}
            </strong>
          )}
          {fields.map(({ field, before, after }) => (
            <div key={field}>
              {fieldName(field, t)}：{act === 'added' ? null : <del>{shortly(before)}</del>}
              {act === 'changed' ? ' → ' : null}
              {act === 'removed' ? null : <ins>{shortly(after)}</ins>}
            </div>
          ))}
        </div>
      ))}
      {filing.changes.some(({ act }) => act === 'removed') ? (
        <Typography.Text type="secondary">{t('filing.removedHint')}</Typography.Text>
      ) : null}
    </Card>
  );
}

const shortly = (value: unknown): string => {
  if (value === true || value === false) return value ? '✓' : '✗';
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '—');
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

const fieldKeys: Readonly<Record<string, string>> = {
  name: 'filing.name',
  creditCode: 'filing.creditCode',
  placeKind: 'filing.placeKind',
  address: 'filing.address',
  people: 'filing.people',
  systemName: 'filing.systemName',
  acceptancePassedOn: 'filing.acceptancePassedOn',
  putIntoUseOn: 'filing.putIntoUseOn',
  storageDays: 'filing.storageDays',
  cameras: 'filing.cameras',
  code: 'filing.cameraCode',
  place: 'filing.cameraPlace',
  kind: 'filing.cameraKind',
  noForbiddenArea: 'filing.noForbiddenArea',
  secretUnitConsent: 'filing.secretUnitConsent',
  phone: 'filing.phone',
  longitude: 'filing.longitude',
  latitude: 'filing.latitude',
  operator: 'filing.operator',
  networked: 'filing.networked',
  azimuthDegrees: 'filing.azimuth',
  rangeMetres: 'filing.range',
  nearSecretUnit: 'filing.nearSecretUnit',
  duty: 'filing.duty',
};

/** `cameras.3.place` → 图像采集设备 4 安装位置. */
export function fieldName(path: string, t: (key: string) => string): string {
  return path
    .split('.')
    .map((step) =>
      /^\d+$/.test(step) ? String(Number(step) + 1) : fieldKeys[step] ? t(fieldKeys[step]) : step,
    )
    .join(' ');
}
