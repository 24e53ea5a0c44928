// SPDX-License-Identifier: Apache-2.0
/** A request for footage as the first officer writes it: which cameras of which recorder, from when to when, what for. */
import {
  type AnswerOf,
  type FootagePurposeId,
  footagePurposeIds,
  footagePurposes,
  isBeyondUsual,
} from '@mingjing/contracts';
import { listUnitRecorders } from '@mingjing/contracts/desk';
import { Alert, Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { showInstant } from '../../../frame/time.ts';
import { useRead } from '../../../frame/use-read.ts';

type Values = Readonly<Record<string, unknown>>;

/** What the field says is Beijing's time, whatever the machine's. */
const instantOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? new Date(`${value}:00+08:00`).toISOString() : undefined;

const useRequired = () => {
  const { t } = useTranslation();
  return { required: true, message: t('common.required') };
};

export function FootageFields({ unit }: { readonly unit: { readonly id: string } | undefined }) {
  const { t } = useTranslation();
  const required = useRequired();
  const recorders = useRead(
    listUnitRecorders,
    { params: { id: unit?.id ?? '' } },
    { enabled: unit !== undefined },
  );
  const inUse = (recorders.data ?? []).filter(({ revokedAt }) => revokedAt === null);
  if (unit !== undefined && recorders.data !== undefined && inUse.length === 0)
    return <Alert type="info" className={layout.below4} title={t('footage.noRecorder')} />;
  return (
    <>
      <CameraFields recorders={inUse} isReading={recorders.isFetching} isUnitKnown={unit !== undefined} />
      <RangeFields />
      <PurposeFields />
      <Form.Item name={['own', 'incident']} label={t('footage.incident')} rules={[required]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item
        name={['own', 'instrument']}
        label={t('footage.instrument')}
        extra={t('footage.instrumentHint')}
      >
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name={['own', 'credential']} label={t('footage.credential')} rules={[required]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item
        name={['own', 'emergency']}
        label={t('footage.emergency')}
        extra={t('footage.emergencyHint')}
      >
        <Input.TextArea rows={2} maxLength={1000} />
      </Form.Item>
      <Alert type="info" className={layout.below4} title={t('footage.heldAtOnce')} />
    </>
  );
}

/** A recorder, and its cameras with how far back each of them goes. */
function CameraFields({
  recorders,
  isReading,
  isUnitKnown,
}: {
  readonly recorders: AnswerOf<typeof listUnitRecorders>;
  readonly isReading: boolean;
  readonly isUnitKnown: boolean;
}) {
  const { t } = useTranslation();
  const required = useRequired();
  const chosen = Form.useWatch(['own', 'recorder']) as string | undefined;
  const recorder = recorders.find(({ id }) => id === chosen);
  return (
    <>
      <Form.Item name={['own', 'recorder']} label={t('footage.recorder')} rules={[required]}>
        <Select
          disabled={!isUnitKnown}
          loading={isReading}
          placeholder={isUnitKnown ? undefined : t('footage.unitFirst')}
          options={recorders.map(({ id, origin, lastReportAt }) => ({
            value: id,
            label: `${origin} · ${lastReportAt === null ? '—' : showInstant(lastReportAt)}`,
          }))}
        />
      </Form.Item>
      {recorder ? (
        <Form.Item name={['own', 'cameras']} label={t('footage.cameras')} rules={[required]}>
          <Checkbox.Group className={`${layout.grid} ${layout.gap2}`}>
            {(recorder.facts?.cameras ?? []).map(({ id, name, oldest }) => (
              <Checkbox key={id} value={id}>
                {name}{' '}
                <small>
                  {oldest === null
                    ? t('footage.nothingKept')
                    : t('footage.keptSince', { at: showInstant(oldest) })}
                </small>
              </Checkbox>
            ))}
          </Checkbox.Group>
        </Form.Item>
      ) : null}
    </>
  );
}

function RangeFields() {
  const { t } = useTranslation();
  const required = useRequired();
  return (
    <>
      <Form.Item name={['own', 'from']} label={t('footage.from')} rules={[required]}>
        <Input type="datetime-local" />
      </Form.Item>
      <Form.Item
        name={['own', 'to']}
        label={t('footage.to')}
        dependencies={[['own', 'from']]}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, value: string) =>
              !value || value > String(getFieldValue(['own', 'from']) ?? '')
                ? Promise.resolve()
                : Promise.reject(new Error(t('footage.endsBefore'))),
          }),
        ]}
      >
        <Input type="datetime-local" />
      </Form.Item>
    </>
  );
}

/** The purpose, and why so long where the range is longer than it usually needs. */
function PurposeFields() {
  const { t } = useTranslation();
  const required = useRequired();
  const english = currentLanguage() === 'en';
  const purpose = Form.useWatch(['own', 'purpose']) as FootagePurposeId | undefined;
  const from = instantOf(Form.useWatch(['own', 'from']));
  const to = instantOf(Form.useWatch(['own', 'to']));
  const isLong =
    purpose !== undefined &&
    from !== undefined &&
    to !== undefined &&
    isBeyondUsual(purpose, Date.parse(from), Date.parse(to));
  return (
    <>
      <Form.Item name={['own', 'purpose']} label={t('footage.purpose')} rules={[required]}>
        <Select
          options={footagePurposeIds.map((value) => ({
            value,
            label: t('footage.purposeLine', {
              what: english ? footagePurposes[value].en : footagePurposes[value].zh,
              hours: footagePurposes[value].usualHours,
            }),
          }))}
        />
      </Form.Item>
      {isLong ? (
        <Form.Item
          name={['own', 'necessity']}
          label={t('footage.necessity')}
          extra={t('footage.necessityHint')}
          rules={[required]}
        >
          <Input.TextArea rows={2} maxLength={1000} />
        </Form.Item>
      ) : null}
    </>
  );
}

/** A unit without a recorder is asked on paper: the process then lives by what people say. */
export function footageData(values: Values): Record<string, unknown> {
  if (values['recorder'] === undefined) return {};
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return {
    footage: { ...Object.fromEntries(given), from: instantOf(values['from']), to: instantOf(values['to']) },
  };
}

/** The second officer's own credential number. */
export function JoinFields() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={['extra', 'credential']}
      label={t('footage.ownCredential')}
      rules={[{ required: true, message: t('common.required') }]}
    >
      <Input maxLength={60} />
    </Form.Item>
  );
}

/** What `mingjing open` printed; the platform holds it against what the unit registered. */
export function OpenedFields() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={['extra', 'manifest']}
      label={t('footage.manifest')}
      extra={t('footage.manifestHint')}
      rules={[{ required: true, pattern: /^[0-9a-fA-F]{64}$/, message: t('footage.hexadecimal') }]}
    >
      <Input maxLength={64} />
    </Form.Item>
  );
}
