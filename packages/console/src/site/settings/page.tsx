// SPDX-License-Identifier: Apache-2.0
/** The unit and its place (which decide the law), the evidence key, and one's own account. */

import { readKeys, readSettings } from '@mingjing/contracts/site';
import { classifyPlace, jurisdictionCodes } from '@mingjing/law';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  Alert,
  App,
  Button,
  Card,
  Checkbox,
  Col,
  Descriptions,
  Form,
  Input,
  Row,
  Select,
  Skeleton,
  Tabs,
  Typography,
} from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useAddress } from '../../frame/address.ts';
import { showFieldProblems } from '../../frame/field-problems.ts';
import { currentLanguage } from '../../frame/language.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { apiBase } from '../../frame/request.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { placeClassWord, valueWord } from '../../law/words.ts';
import { changeSettings, type Settings } from '../api/settings.ts';
import { useSession } from '../use-session.ts';
import { AccountCard } from './parts/account-card.tsx';
import { CertificateSettings } from './parts/certificate-settings.tsx';
import { ClockSettings } from './parts/clock-settings.tsx';
import { NoticeSettings } from './parts/notice-settings.tsx';
import { StorageSettings } from './parts/storage-settings.tsx';

const tabs = ['unit', 'storage', 'clock', 'notices', 'certificate'] as const;
/** `?tab=notices`: which part of the settings. */
const TabInAddress = z.object({ tab: z.enum(tabs).catch('unit') });

export function SettingsPage() {
  const { t } = useTranslation();
  const { tab } = useAddress(TabInAddress);
  const navigate = useNavigate();
  const contents = {
    unit: <UnitTab />,
    storage: <StorageSettings />,
    clock: <ClockSettings />,
    notices: <NoticeSettings />,
    certificate: <CertificateSettings />,
  } as const;
  // Who only watches has the unit and their own account here.
  const mayRead = useSession().person?.role !== 'operator';
  return (
    <>
      <Typography.Title level={1}>{t('settings.title')}</Typography.Title>
      {mayRead ? (
        <Tabs
          activeKey={tab}
          onChange={(next) => void navigate({ to: '/settings', search: { tab: next } })}
          destroyOnHidden
          items={tabs.map((key) => ({ key, label: t(`settings.tab.${key}`), children: contents[key] }))}
        />
      ) : (
        <UnitTab />
      )}
    </>
  );
}

function UnitTab() {
  const { t } = useTranslation();
  const settings = useRead(readSettings, {});
  return (
    <>
      <ProblemAlert error={settings.error} onRetry={() => void settings.refetch()} />
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={12}>
          <Card title={t('settings.unit')}>
            {settings.data ? <UnitForm settings={settings.data} /> : <Skeleton active />}
          </Card>
        </Col>
        <Col xs={24} xl={12}>
          <KeyCard />
          <AccountCard />
        </Col>
      </Row>
    </>
  );
}

interface Fields extends Settings {
  readonly unit: Settings['unit'];
}

function UnitForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const mayChange = useSession().person?.role === 'administrator';
  const place: string = Form.useWatch('place', form) ?? settings.place;

  const save = useAction(
    ({ unit, place, jurisdiction, isManagementUnit, keyUnit, counterTerrorKeyTarget, publicUrl }: Fields) =>
      changeSettings({
        unit,
        place,
        jurisdiction,
        publicUrl: publicUrl ?? '',
        ...(isManagementUnit === undefined ? {} : { isManagementUnit }),
        ...(keyUnit === undefined ? {} : { keyUnit }),
        ...(counterTerrorKeyTarget === undefined ? {} : { counterTerrorKeyTarget }),
      }),
    {
      onDone: () => {
        message.success(t('common.saved'));
        // The place decides the law, and the law decides what every page shows.
        void queries.invalidateQueries();
      },
      onRefused: (problem) => showFieldProblems(form, problem),
    },
  );

  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      disabled={!mayChange}
      initialValues={settings}
      onFinish={save.run}
    >
      <ProblemAlert error={save.problem} />
      {mayChange ? null : (
        <Alert type="info" title={t('settings.onlyAdministrator')} className={layout.below3} />
      )}
      <UnitFields />
      <LawFields place={place} />
      <Button type="primary" htmlType="submit" loading={save.busy}>
        {t('common.save')}
      </Button>
    </Form>
  );
}

function UnitFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name={['unit', 'name']} label={t('settings.unitName')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name={['unit', 'creditCode']} label={t('settings.creditCode')}>
        <Input maxLength={18} />
      </Form.Item>
      <Form.Item name={['unit', 'address']} label={t('settings.address')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name={['unit', 'contact']} label={t('settings.contact')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="publicUrl" label={t('settings.publicUrl')} extra={t('settings.publicUrlHint')}>
        <Input maxLength={200} placeholder="https://" />
      </Form.Item>
    </>
  );
}

/** What decides which law binds. */
function LawFields({ place }: { readonly place: string }) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <>
      <Form.Item
        name="place"
        label={t('settings.place')}
        extra={
          <>
            {t('settings.placeHint')}
            <br />
            {place
              ? t('settings.placeRead', { class: placeClassWord(classifyPlace(place).placeClass, language) })
              : null}
          </>
        }
      >
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item
        name="jurisdiction"
        label={t('settings.jurisdiction')}
        extra={t('settings.jurisdictionHint')}
      >
        <Select
          options={Object.keys(jurisdictionCodes).map((value) => ({
            value,
            label: valueWord(value, language),
          }))}
        />
      </Form.Item>
      <Form.Item name="isManagementUnit" valuePropName="checked">
        <Checkbox>{t('settings.isManagementUnit')}</Checkbox>
      </Form.Item>
      <Form.Item name="keyUnit" valuePropName="checked">
        <Checkbox>{t('settings.keyUnit')}</Checkbox>
      </Form.Item>
      <Form.Item name="counterTerrorKeyTarget" valuePropName="checked">
        <Checkbox>{t('settings.counterTerror')}</Checkbox>
      </Form.Item>
    </>
  );
}

function KeyCard() {
  const { t } = useTranslation();
  const keys = useRead(readKeys, {});
  return (
    <Card title={t('settings.evidence')} className={layout.below4}>
      <ProblemAlert error={keys.error} />
      {keys.data ? (
        <Descriptions
          size="small"
          column={1}
          items={[
            { key: 'origin', label: t('settings.origin'), children: <code>{keys.data.origin}</code> },
            { key: 'algorithms', label: t('settings.algorithms'), children: keys.data.algorithms },
            {
              key: 'fingerprint',
              label: t('settings.fingerprint'),
              children: (
                <Typography.Text code copyable className={layout.breaks}>
                  {keys.data.fingerprint}
                </Typography.Text>
              ),
            },
          ]}
        />
      ) : (
        <Skeleton active />
      )}
      <Typography.Paragraph type="secondary">{t('settings.sheetHint')}</Typography.Paragraph>
      <Button href={`${apiBase}/api/keys/sheet.pdf`} target="_blank">
        {t('settings.sheet')}
      </Button>{' '}
      <Button href={`${apiBase}/api/facts.json`}>{t('settings.facts')}</Button>{' '}
      <Button href={`${apiBase}/verify.html`} target="_blank">
        {t('common.verifyPage')}
      </Button>
    </Card>
  );
}
