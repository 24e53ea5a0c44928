// SPDX-License-Identifier: Apache-2.0
/** Image health of one camera: a word in the list; behind it what was measured and the view it should show. */
import { listPictureHealth, type PictureHealth, settleReferenceView } from '@mingjing/contracts/site';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Descriptions, Form, Input, Modal, Radio, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import type { Camera } from '../../api/footage.ts';

/** Asked again as often as the recorder looks, and a bit more. */
const everyMs = 15_000;

export const usePictureHealth = () =>
  useRead(
    listPictureHealth,
    {},
    { take: ({ cameras }) => new Map(cameras.map((one) => [one.camera, one])), refetchInterval: everyMs },
  );

const colourOf = ({ verdict, stands }: PictureHealth): string => {
  if (stands !== undefined && stands !== 'clear') return 'red';
  if (verdict === 'unknown') return 'default';
  return verdict === 'clear' ? 'green' : 'orange';
};

export function HealthTag({
  health,
  onOpen,
}: {
  readonly health: PictureHealth;
  readonly onOpen: () => void;
}) {
  const { t } = useTranslation();
  const { verdict, reference } = health;
  return (
    <>
      <Tag color={colourOf(health)}>{t(`cameras.verdict.${verdict}`)}</Tag>
      <Button size="small" type="link" onClick={onOpen}>
        {t('cameras.healthMore')}
      </Button>
      {reference && !reference.confirmed ? (
        <div className={layout.note}>{t('cameras.referenceUnseen')}</div>
      ) : null}
    </>
  );
}

interface ViewProps {
  readonly camera: Camera;
  readonly health: PictureHealth;
  /** Whether this person may confirm or renew. */
  readonly maySettle: boolean;
  readonly onClose: () => void;
}

export function PictureHealthView({ camera, health, maySettle, onClose }: ViewProps) {
  const { t } = useTranslation();
  const { why, reference } = health;
  const [settled, setSettled] = useState(false);
  return (
    <Modal
      open
      title={t('cameras.healthTitle', { name: camera.name ?? camera.id })}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      {why === undefined ? null : (
        <Alert type="info" showIcon title={t(`cameras.unknownWhy.${why}`)} className={layout.below3} />
      )}
      <Descriptions
        size="small"
        column={1}
        items={[
          ...measureRows(health, t),
          {
            key: 'reference',
            label: t('cameras.reference'),
            children: reference ? (
              <div>
                {t('cameras.referenceOf', { time: showInstant(reference.atMs) })}
                <br />
                {reference.confirmed
                  ? t('cameras.referenceBy', {
                      by: reference.confirmed.by,
                      time: showInstant(reference.confirmed.atMs),
                      reason: reference.confirmed.reason,
                    })
                  : t('cameras.referenceUnseen')}
                <br />
                <Link
                  to="/playback"
                  search={{
                    cameras: camera.id,
                    fromMs: String(reference.atMs - 5000),
                    toMs: String(reference.atMs + 5000),
                  }}
                >
                  {t('cameras.referenceLook')}
                </Link>
                {' · '}
                <Link to="/live">{t('cameras.nowLook')}</Link>
              </div>
            ) : (
              t('cameras.referenceNone')
            ),
          },
        ]}
      />
      {settled ? <Alert type="success" showIcon title={t('cameras.referenceDone')} /> : null}
      {maySettle ? <SettleForm camera={camera} health={health} onDone={() => setSettled(true)} /> : null}
    </Modal>
  );
}

function measureRows({ told, stands }: PictureHealth, t: ReturnType<typeof useTranslation>['t']) {
  if (!told) return [];
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    {
      key: 'told',
      label: t('cameras.lastMeasure'),
      children: `${t(`cameras.verdict.${told.verdict}`)} · ${showInstant(told.atMs)}`,
    },
    ...(stands
      ? [{ key: 'stands', label: t('cameras.stands'), children: t(`cameras.verdict.${stands}`) }]
      : []),
    {
      key: 'light',
      label: t('cameras.measures'),
      children: t('cameras.measureWords', {
        brightness: percent(told.brightness / 255),
        contrast: percent(told.contrast / 128),
        sharpness: told.sharpness.toFixed(1),
      }),
    },
    ...(told.stayed === undefined
      ? []
      : [
          {
            key: 'view',
            label: t('cameras.againstReference'),
            children:
              told.shiftX === undefined
                ? t('cameras.viewStayed', { stayed: percent(told.stayed) })
                : t('cameras.viewShifted', {
                    stayed: percent(told.stayed),
                    shift: percent(Math.hypot(told.shiftX, told.shiftY ?? 0)),
                  }),
          },
        ]),
  ];
}

interface Typed {
  readonly as: 'confirm' | 'renew';
  readonly reason: string;
}

function SettleForm({
  camera,
  health: { reference, mayRenew },
  onDone,
}: Pick<ViewProps, 'camera' | 'health'> & { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const settle = useAction(
    (body: Typed) => call(settleReferenceView, { params: { camera: camera.id }, body }),
    { refresh: [listPictureHealth], onDone },
  );
  return (
    <Form<Typed>
      layout="vertical"
      className={layout.above2}
      initialValues={{ as: reference ? 'confirm' : 'renew' }}
      onFinish={settle.run}
    >
      <Form.Item name="as">
        <Radio.Group
          options={[
            { value: 'confirm', label: t('cameras.referenceConfirm'), disabled: reference === undefined },
            { value: 'renew', label: t('cameras.referenceRenew'), disabled: !mayRenew },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('common.reason')}
        rules={[{ required: true, min: 2, message: t('common.required') }]}
      >
        <Input maxLength={1000} />
      </Form.Item>
      <ProblemAlert error={settle.problem} />
      <Button type="primary" htmlType="submit" loading={settle.busy}>
        {t('common.save')}
      </Button>
    </Form>
  );
}
