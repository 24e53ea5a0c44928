// SPDX-License-Identifier: Apache-2.0
/** People of the unit: adding, roles, one-time passwords, disabling. */

import { listPeople } from '@mingjing/contracts/site';
import {
  Alert,
  App,
  Button,
  Card,
  Empty,
  Form,
  Input,
  Modal,
  Select,
  Space,
  Table,
  type TableColumnsType,
  Tag,
  Typography,
} from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showFieldProblems, wordsOf } from '../../frame/field-problems.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import {
  addPerson,
  changePerson,
  endSignInsOf,
  type Role,
  resetPassword,
  type UnitPerson,
} from '../api/people.ts';
import { useSession } from '../use-session.ts';
import { SignInEvents } from './parts/sign-in-events.tsx';

const roles: readonly Role[] = ['administrator', 'manager', 'operator', 'auditor'];

export function PeoplePage() {
  const { t } = useTranslation();
  const people = useRead(listPeople, {}, { take: ({ people }) => people });
  const [adding, setAdding] = useState(false);
  const [words, setWords] = useState('');
  const acts = useActs();
  const shown = (people.data ?? []).filter(({ name, user }) =>
    `${name} ${user}`.toLowerCase().includes(words.trim().toLowerCase()),
  );
  const columns = usePeopleColumns(acts);
  return (
    <>
      <Typography.Title level={1}>{t('people.title')}</Typography.Title>
      <Alert type="info" showIcon title={t('people.intro')} className={layout.below4} />
      <Card classNames={{ body: layout.bare }}>
        <Space wrap className={layout.inside4}>
          <Input.Search
            allowClear
            aria-label={t('people.search')}
            placeholder={t('people.search')}
            onChange={({ target }) => setWords(target.value)}
            className={layout.fieldWide}
          />
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('people.add')}
          </Button>
        </Space>
        <ProblemAlert error={people.error} onRetry={() => void people.refetch()} />
        <Table<UnitPerson>
          rowKey="id"
          loading={people.isPending}
          scroll={{ x: 820 }}
          dataSource={shown}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
          columns={columns}
        />
      </Card>
      <SignInEvents />
      {adding ? (
        <AddPerson
          onClose={() => setAdding(false)}
          onAdded={(name, password) => {
            setAdding(false);
            acts.showPassword(name, password);
          }}
        />
      ) : null}
    </>
  );
}

type Acts = ReturnType<typeof useActs>;

/** What an administrator does to a person, asked once more where it cannot be taken back. */
function useActs() {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const act = useAction((step: () => Promise<unknown>) => step(), {
    refresh: [listPeople],
    onRefused: (problem) => message.error(wordsOf(problem)),
  });
  const showPassword = (name: string, password: string) =>
    modal.success({
      title: t('people.password'),
      content: (
        <>
          <Typography.Paragraph copyable code className={layout.large}>
            {password}
          </Typography.Paragraph>
          {t('people.passwordHint', { name })}
        </>
      ),
    });
  const reset = (person: UnitPerson) =>
    modal.confirm({
      title: t('people.resetTitle', { name: person.name }),
      content: t('people.resetText'),
      onOk: () =>
        act.finish(async () => showPassword(person.name, (await resetPassword(person.id)).password)),
    });
  const disable = (person: UnitPerson) =>
    modal.confirm({
      title: t('people.disableTitle', { name: person.name }),
      content: t('people.disableText'),
      okButtonProps: { danger: true },
      onOk: () => act.finish(() => changePerson(person.id, { disabled: true })),
    });
  return { act, showPassword, reset, disable };
}

function usePeopleColumns({ act, reset, disable }: Acts): TableColumnsType<UnitPerson> {
  const { t } = useTranslation();
  const me = useSession().person;
  return [
    {
      title: t('people.name'),
      dataIndex: 'name',
      sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
    },
    { title: t('people.user'), dataIndex: 'user' },
    {
      title: t('people.role'),
      filters: roles.map((role) => ({ text: t(`role.${role}`), value: role })),
      onFilter: (role, person) => person.role === role,
      render: (_, person) => (
        <Select
          size="small"
          variant="borderless"
          aria-label={`${t('people.role')} ${person.name}`}
          value={person.role}
          disabled={person.id === me?.id}
          className={layout.atLeastNarrow}
          onChange={(role: Role) => act.run(() => changePerson(person.id, { role }))}
          options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        />
      ),
    },
    { title: t('people.state'), render: (_, person) => <States person={person} /> },
    {
      title: '',
      render: (_, person) =>
        person.id === me?.id ? null : (
          <Space wrap>
            <Button size="small" onClick={() => reset(person)}>
              {t('people.reset')}
            </Button>
            <Button size="small" onClick={() => act.run(() => endSignInsOf(person.id))}>
              {t('people.endSignIns')}
            </Button>
            {person.disabled ? (
              <Button
                size="small"
                onClick={() => act.run(() => changePerson(person.id, { disabled: false }))}
              >
                {t('people.enable')}
              </Button>
            ) : (
              <Button size="small" danger onClick={() => disable(person)}>
                {t('people.disable')}
              </Button>
            )}
          </Space>
        ),
    },
  ];
}

function States({ person }: { readonly person: UnitPerson }) {
  const { t } = useTranslation();
  return (
    <>
      <Tag color={person.disabled ? 'default' : 'green'}>
        {person.disabled ? t('people.disabled') : t('people.active')}
      </Tag>
      {person.mustChangePassword ? <Tag color="orange">{t('people.firstPassword')}</Tag> : null}
      {person.secondFactor ? <Tag color="blue">{t('people.secondFactor')}</Tag> : null}
    </>
  );
}

interface Fields {
  readonly user: string;
  readonly name: string;
  readonly role: Role;
}

function AddPerson(props: {
  readonly onClose: () => void;
  readonly onAdded: (name: string, password: string) => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  const add = useAction((values: Fields) => addPerson(values), {
    refresh: [listPeople],
    onDone: ({ person, password }) => props.onAdded(person.name, password),
    onRefused: (problem) => showFieldProblems(form, problem),
  });
  const required = { required: true, message: t('common.required') };
  return (
    <Modal
      open
      title={t('people.add')}
      okText={t('common.add')}
      confirmLoading={add.busy}
      onCancel={props.onClose}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={add.problem} />
      <Form form={form} layout="vertical" initialValues={{ role: 'operator' }} onFinish={add.run}>
        <Form.Item name="name" label={t('people.name')} rules={[required]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="user"
          label={t('people.user')}
          extra={t('people.userHint')}
          rules={[{ required: true, pattern: /^[A-Za-z0-9._-]{2,40}$/, message: t('people.userHint') }]}
        >
          <Input autoCapitalize="none" />
        </Form.Item>
        <Form.Item name="role" label={t('people.role')} rules={[required]}>
          <Select options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
