// SPDX-License-Identifier: Apache-2.0
/** 现场检查 on a phone: opens with no network, behind a PIN; what was written stays until it was sent, and after. */
import { Alert, Button, Card, Form, Input, List, Tag, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IdInAddress, useAddress } from '../../frame/address.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useAction } from '../../frame/use-action.ts';
import { InstallHint } from './parts/install-hint.tsx';
import { isLocked, LockedStore, WrongPin } from './parts/locked-store.ts';
import { type Pack, packs, takeAlong } from './parts/visit.ts';
import { VisitView } from './parts/visit-view.tsx';

export function FieldPage() {
  const { t } = useTranslation();
  const [store, setStore] = useState<LockedStore>();
  useEffect(() => {
    void navigator.serviceWorker?.register('/desk/field-worker.js', { scope: '/desk/' });
  }, []);
  return (
    <main className={`${layout.form} ${layout.centred} ${layout.inside3}`}>
      <Typography.Title level={1}>{t('field.title')}</Typography.Title>
      <InstallHint />
      {store ? <Visits store={store} /> : <PinForm onOpen={setStore} />}
    </main>
  );
}

function PinForm({ onOpen }: { readonly onOpen: (store: LockedStore) => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<boolean>();
  useEffect(() => {
    void isLocked().then(setChosen);
  }, []);
  const open = useAction(({ pin }: { readonly pin: string }) => LockedStore.open(pin), { onDone: onOpen });
  if (chosen === undefined) return null;
  return (
    <Card title={chosen ? t('field.enterPin') : t('field.choosePin')}>
      <Form layout="vertical" onFinish={(values: { readonly pin: string }) => open.run(values)}>
        <Form.Item
          name="pin"
          label="PIN"
          extra={t('field.pinHint')}
          rules={[{ required: true, pattern: /^\d{6,12}$/, message: t('field.pinRule') }]}
        >
          <Input.Password inputMode="numeric" autoComplete="off" maxLength={12} />
        </Form.Item>
        {open.problem instanceof WrongPin ? (
          <Alert type="error" showIcon title={t('field.wrongPin')} className={layout.below4} />
        ) : (
          <ProblemAlert error={open.problem} />
        )}
        <Button type="primary" htmlType="submit" loading={open.busy}>
          {t('field.open')}
        </Button>
      </Form>
    </Card>
  );
}

function Visits({ store }: { readonly store: LockedStore }) {
  const { t } = useTranslation();
  const { id } = useAddress(IdInAddress);
  const [known, setKnown] = useState<readonly Pack[]>();
  const [chosen, setChosen] = useState(id);
  const reload = () => void packs(store).then(setKnown);
  useEffect(reload, [store]);
  const take = useAction(() => takeAlong(store, chosen), { onDone: reload });
  if (!known) return null;
  const pack = known.find(({ thing }) => thing.id === chosen);
  return (
    <>
      {chosen !== '' && !pack ? (
        <Card title={t('field.takeAlong')} className={layout.below4}>
          <p className={layout.above0}>{t('field.takeAlongHint')}</p>
          <ProblemAlert error={take.problem} />
          <Button type="primary" loading={take.busy} onClick={() => take.run()}>
            {t('field.takeAlong')}
          </Button>
        </Card>
      ) : null}
      {pack ? (
        <VisitView store={store} pack={pack} />
      ) : (
        <Card title={t('field.onThisPhone')}>
          <List
            dataSource={[...known]}
            locale={{ emptyText: t('field.noPacks') }}
            renderItem={({ thing, takenAt }) => (
              <List.Item
                actions={[
                  <Button key="open" onClick={() => setChosen(thing.id)}>
                    {t('common.open')}
                  </Button>,
                ]}
              >
                {thing.title} <Tag>{takenAt.slice(0, 10)}</Tag>
              </List.Item>
            )}
          />
        </Card>
      )}
    </>
  );
}
