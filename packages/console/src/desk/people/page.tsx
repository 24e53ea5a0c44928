// SPDX-License-Identifier: Apache-2.0
/** Users of the jurisdiction, invitations, organs and units that sign in. */
import { type BodyOf, deskRolesOf, type RowOf } from '@mingjing/contracts';
import {
  changeMember,
  invite,
  listInvitations,
  listMembers,
  listOrganisations,
  makeOrganisation,
  organisationKinds,
  withdrawInvitation,
} from '@mingjing/contracts/desk';
import { Button, Card, Dropdown, Empty, Form, Input, Modal, Select, Space, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { useDeskSession, useMay } from '../use-role.ts';
import { AskReset, WaitingResets } from './parts/resets.tsx';
import { SuspendDialog } from './parts/suspend-dialog.tsx';

type Member = RowOf<typeof listMembers>;
/** What is being done to a person. */
interface Task {
  readonly member: Member;
  readonly what: 'suspend' | 'password' | 'second-factor';
}
type Invitation = RowOf<typeof listInvitations>;

export function PeoplePage() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<'invite' | 'organisation'>();
  const administers = useMay(changeMember);
  const close = () => setOpened(undefined);
  return (
    <>
      <Space wrap className={layout.below3}>
        <Typography.Title level={1} className={layout.flush}>
          {t('people.title')}
        </Typography.Title>
        <Button type="primary" onClick={() => setOpened('invite')}>
          {t('people.invite')}
        </Button>
        <Button onClick={() => setOpened('organisation')}>{t('people.addOrganisation')}</Button>
      </Space>
      <Members administers={administers} />
      <Invitations administers={administers} />
      {opened === 'invite' ? <Invite byAdministrator={administers} onClose={close} /> : null}
      {opened === 'organisation' ? <AddOrganisation onClose={close} /> : null}
    </>
  );
}

interface ListProps {
  readonly administers: boolean;
}

function Members({ administers }: ListProps) {
  const { t } = useTranslation();
  const session = useDeskSession();
  const members = useRead(listMembers, {});
  const [task, setTask] = useState<Task>();
  const resume = useAction(
    ({ userId }: Member) => call(changeMember, { params: { id: userId }, body: { suspended: false } }),
    { refresh: [listMembers] },
  );
  return (
    <>
      <ProblemAlert error={resume.problem ?? members.error} />
      {administers ? <WaitingResets /> : null}
      {task?.what === 'suspend' ? (
        <SuspendDialog member={task.member} onClose={() => setTask(undefined)} />
      ) : task ? (
        <AskReset member={task.member} what={task.what} onClose={() => setTask(undefined)} />
      ) : null}
      <Card title={t('people.members')} classNames={{ body: layout.bare }} className={layout.below4}>
        <ScrollingTable<Member>
          rowKey="userId"
          scroll={{ x: 720 }}
          loading={members.isPending}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          dataSource={[...(members.data ?? [])]}
          locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
          columns={[
            { title: t('people.name'), dataIndex: 'displayName' },
            { title: t('people.email'), dataIndex: 'email' },
            { title: t('people.role'), render: (_, { role }) => t(`role.${role}`) },
            { title: t('people.organisation'), dataIndex: 'organisationName' },
            {
              title: t('people.state'),
              render: (_, { suspended }) => (
                <Tag color={suspended ? 'default' : 'green'}>
                  {suspended ? t('people.suspended') : t('people.active')}
                </Tag>
              ),
            },
            {
              title: t('common.actions'),
              render: (_, member) =>
                administers && member.userId !== session?.user?.id ? (
                  <MemberActs member={member} onResume={() => resume.run(member)} onTask={setTask} />
                ) : null,
            },
          ]}
        />
      </Card>
    </>
  );
}

interface MemberActsProps {
  readonly member: Member;
  readonly onResume: () => void;
  readonly onTask: (task: Task) => void;
}

function MemberActs({ member, onResume, onTask }: MemberActsProps) {
  const { t } = useTranslation();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          member.suspended
            ? { key: 'resume', label: t('people.resume') }
            : { key: 'suspend', danger: true, label: t('people.suspend') },
          { key: 'password', label: t('people.resetPassword') },
          { key: 'second-factor', label: t('people.resetFactor') },
        ],
        onClick: ({ key }) => (key === 'resume' ? onResume() : onTask({ member, what: key as Task['what'] })),
      }}
    >
      <Button size="small" autoInsertSpace={false} aria-label={`${t('people.more')} ${member.displayName}`}>
        {t('people.more')}
      </Button>
    </Dropdown>
  );
}

function Invitations({ administers }: ListProps) {
  const { t } = useTranslation();
  const invitations = useRead(listInvitations, {});
  const withdraw = useAction((id: string) => call(withdrawInvitation, { params: { id } }), {
    refresh: [listInvitations],
  });
  return (
    <>
      <ProblemAlert error={withdraw.problem ?? invitations.error} />
      <Card title={t('people.invitations')} classNames={{ body: layout.bare }}>
        <ScrollingTable<Invitation>
          rowKey="id"
          scroll={{ x: 720 }}
          loading={invitations.isPending}
          pagination={{ pageSize: 20, hideOnSinglePage: true }}
          dataSource={[...(invitations.data ?? [])]}
          locale={{ emptyText: <Empty description={t('common.nothing')} /> }}
          columns={[
            { title: t('people.name'), dataIndex: 'displayName' },
            { title: t('people.email'), dataIndex: 'email' },
            { title: t('people.role'), render: (_, { role }) => t(`role.${role}`) },
            { title: t('people.organisation'), dataIndex: 'organisationName' },
            {
              title: t('people.state'),
              render: (_, { state, expiresAt }) =>
                `${t(`people.invitationState.${state}`)} ${showInstant(expiresAt)}`,
            },
            {
              title: t('common.actions'),
              render: (_, { id, state }) =>
                administers && state === 'open' ? (
                  <Button size="small" onClick={() => withdraw.run(id)}>
                    {t('people.revoke')}
                  </Button>
                ) : null,
            },
          ]}
        />
      </Card>
    </>
  );
}

function Invite({
  byAdministrator,
  onClose,
}: {
  readonly byAdministrator: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const send = useAction((body: BodyOf<typeof invite>) => call(invite, { body }), {
    refresh: [listInvitations],
  });
  const link = send.done?.link;
  const [words, setWords] = useState('');
  const organisations = useRead(
    listOrganisations,
    { query: words === '' ? {} : { words } },
    { keepsBefore: true },
  );
  const chosen: string | undefined = Form.useWatch('organisationId', form);
  const kind = organisations.data?.find(({ id }) => id === chosen)?.kind;
  const required = { required: true, message: t('common.required') };
  const offered = (organisations.data ?? []).filter((each) => byAdministrator || each.kind !== 'police');
  return (
    <Modal
      open
      title={t('people.invite')}
      onCancel={onClose}
      confirmLoading={send.busy}
      okText={link === undefined ? t('people.invite') : t('common.back')}
      onOk={() => (link === undefined ? form.submit() : onClose())}
    >
      <ProblemAlert error={send.problem} />
      {link === undefined ? (
        <Form form={form} layout="vertical" onFinish={send.run}>
          <Form.Item name="organisationId" label={t('people.organisation')} rules={[required]}>
            <Select
              loading={organisations.isFetching}
              showSearch={{ filterOption: false, onSearch: (text) => setWords(text.trim()) }}
              options={offered.map(({ id, name, creditCode, jurisdiction }) => ({
                value: id,
                label: `${name} ${creditCode ?? jurisdiction}`,
              }))}
            />
          </Form.Item>
          <Form.Item name="role" label={t('people.role')} rules={[required]}>
            <Select
              options={(kind ? deskRolesOf[kind] : []).map((value) => ({ value, label: t(`role.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="displayName" label={t('people.name')} rules={[required]}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name="email" label={t('people.email')} rules={[{ ...required, type: 'email' }]}>
            <Input maxLength={200} autoCapitalize="none" />
          </Form.Item>
        </Form>
      ) : (
        <Typography.Paragraph copyable={{ text: link }}>
          {t('people.invited')}
          <br />
          <code className={layout.breaks}>{link}</code>
        </Typography.Paragraph>
      )}
    </Modal>
  );
}

function AddOrganisation({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const save = useAction((body: BodyOf<typeof makeOrganisation>) => call(makeOrganisation, { body }), {
    refresh: [listOrganisations],
    onDone: onClose,
  });
  const required = { required: true, message: t('common.required') };
  return (
    <Modal
      open
      title={t('people.addOrganisation')}
      okText={t('common.save')}
      confirmLoading={save.busy}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={save.problem} />
      <Form form={form} layout="vertical" onFinish={save.run} initialValues={{ kind: 'unit' }}>
        <Form.Item name="kind" label={t('people.kind')} rules={[required]}>
          <Select
            options={organisationKinds.map((value) => ({
              value,
              label: t(`people.kinds.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="name" label={t('people.organisation')} rules={[required]}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item
          name="jurisdiction"
          label={t('people.jurisdiction')}
          rules={[{ ...required, pattern: /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/ }]}
        >
          <Input maxLength={12} inputMode="numeric" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
