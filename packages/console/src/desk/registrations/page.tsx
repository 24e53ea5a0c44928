// SPDX-License-Identifier: Apache-2.0
/** Units that registered themselves: the letter is looked at, then it becomes a unit with an invitation, or is refused. */
import {
  acceptUnitRegistration,
  listUnitRegistrations,
  openRegistrationPhone,
  readSealLetter,
  refuseUnitRegistration,
  type UnitRegistration,
} from '@mingjing/contracts/desk';
import { Alert, Button, Card, Descriptions, Empty, Form, Input, Select, Space, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { call, linkTo } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { Phone } from '../phone.tsx';
import { useMay } from '../use-role.ts';

type Registration = z.infer<typeof UnitRegistration>;
const shown = ['creditCode', 'placeKind', 'address', 'contact', 'email'] as const;

export function RegistrationsPage() {
  const { t } = useTranslation();
  const read = useRead(listUnitRegistrations, {});
  return (
    <>
      <Typography.Title level={1}>{t('registration.title')}</Typography.Title>
      <ProblemAlert error={read.error} />
      {read.data?.length === 0 ? <Empty description={t('registration.none')} /> : null}
      {(read.data ?? []).map((one) => (
        <RegistrationCard key={one.id} one={one} />
      ))}
    </>
  );
}

function RegistrationCard({ one }: { readonly one: Registration }) {
  const { t } = useTranslation();
  const mayOpen = useMay(openRegistrationPhone);
  const colours = { received: 'blue', accepted: 'green', refused: 'red' } as const;
  return (
    <Card
      className={layout.below4}
      title={one.name}
      extra={<Tag color={colours[one.state]}>{t(`registration.state.${one.state}`)}</Tag>}
    >
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          {
            key: 'number',
            label: t('registration.number'),
            children: `${one.number} · ${showInstant(one.createdAt)}`,
          },
          ...shown.map((key) => ({ key, label: t(`registration.${key}`), children: one[key] })),
          {
            key: 'phone',
            label: t('registration.phone'),
            children: (
              <Phone
                masked={one.phone}
                open={
                  mayOpen
                    ? (purpose) => call(openRegistrationPhone, { params: { id: one.id }, query: { purpose } })
                    : undefined
                }
              />
            ),
          },
          {
            key: 'letter',
            label: t('registration.letter'),
            children: <a href={linkTo(readSealLetter, { params: { id: one.id } })}>{t('common.download')}</a>,
          },
        ]}
      />
      {one.reason === null ? null : <Typography.Text type="danger">{one.reason}</Typography.Text>}
      <Decision one={one} />
    </Card>
  );
}

function Decision({ one }: { readonly one: Registration }) {
  const { t } = useTranslation();
  const mayDecide = useMay(acceptUnitRegistration);
  const params = { id: one.id };
  const refresh = [listUnitRegistrations];
  const accept = useAction((body: { unitId?: string }) => call(acceptUnitRegistration, { params, body }), {
    refresh,
  });
  const refuse = useAction((body: { reason: string }) => call(refuseUnitRegistration, { params, body }), {
    refresh,
  });
  if (accept.done)
    return (
      <Alert
        type="success"
        showIcon
        title={t('registration.accepted')}
        description={<Typography.Text copyable>{accept.done.link}</Typography.Text>}
      />
    );
  if (!mayDecide || one.state !== 'received') return null;
  const free = one.known.filter(({ linked }) => !linked);
  return (
    <>
      <ProblemAlert error={accept.problem ?? refuse.problem} />
      <Space wrap align="start" size="large" className={layout.above3}>
        <Form
          layout="inline"
          initialValues={{ unitId: free[0]?.id ?? '' }}
          onFinish={({ unitId }: { unitId: string }) => accept.run(unitId === '' ? {} : { unitId })}
        >
          <Form.Item name="unitId" label={t('registration.as')}>
            <Select
              className={layout.atLeastWide}
              options={[
                { value: '', label: t('registration.asNew') },
                ...free.map(({ id, name, address }) => ({ value: id, label: `${name} · ${address}` })),
              ]}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={accept.busy}>
            {t('registration.accept')}
          </Button>
        </Form>
        <Form layout="inline" onFinish={(values: { reason: string }) => refuse.run(values)}>
          <Form.Item
            name="reason"
            label={t('registration.reason')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input maxLength={500} />
          </Form.Item>
          <Button danger htmlType="submit" loading={refuse.busy}>
            {t('registration.refuse')}
          </Button>
        </Form>
      </Space>
    </>
  );
}
