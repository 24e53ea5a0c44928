// SPDX-License-Identifier: Apache-2.0
/** Users of the jurisdiction, invitations, organs and units that sign in. */
import { useQuery } from '@tanstack/react-query';
import { App, Button, Card, Empty, Form, Input, Modal, Select, Space, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../frame/problem.tsx';
import { request } from '../../frame/request.ts';
import { ScrollingTable } from '../../frame/scrolling-table.tsx';
import { showInstant } from '../../frame/time.ts';
import { type Role, readDeskSession } from '../api/session.ts';

interface Member {
  readonly userId: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: Role;
  readonly organisationName: string;
  readonly suspended: boolean;
}
interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly role: Role;
  readonly organisationName: string;
  readonly state: 'open' | 'accepted' | 'revoked' | 'expired';
  readonly expiresAt: string;
}
interface Organisation {
  readonly id: string;
  readonly kind: 'police' | 'unit' | 'firm';
  readonly name: string;
}

const policeRoles: readonly Role[] = [
  'supervisionOfficer',
  'caseOfficer',
  'legalReviewer',
  'organHead',
  'internalSupervisor',
  'administrator',
];
const rolesOf: Readonly<Record<Organisation['kind'], readonly Role[]>> = {
  police: policeRoles,
  unit: ['unitManager', 'unitStaff'],
  firm: ['firm'],
};

export function PeoplePage() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const session = useQuery({ queryKey: ['session'], queryFn: readDeskSession, staleTime: 60_000 });
  const members = useQuery({
    queryKey: ['members'],
    queryFn: () => request<readonly Member[]>('/api/members'),
  });
  const invitations = useQuery({
    queryKey: ['invitations'],
    queryFn: () => request<readonly Invitation[]>('/api/invitations'),
  });
  const [inviting, setInviting] = useState(false);
  const [organising, setOrganising] = useState(false);
  const administers = session.data?.role === 'administrator';
  const attempt = async (step: () => Promise<unknown>) => {
    try {
      await step();
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    }
    await Promise.all([members.refetch(), invitations.refetch()]);
  };
  return (
    <>
      <Space wrap style={{ marginBottom: 12 }}>
        <Typography.Title level={1} style={{ fontSize: 22, margin: 0 }}>
          {t('people.title')}
        </Typography.Title>
        <Button type="primary" onClick={() => setInviting(true)}>
          {t('people.invite')}
        </Button>
        <Button onClick={() => setOrganising(true)}>{t('people.addOrganisation')}</Button>
      </Space>
      <ProblemAlert error={members.error ?? invitations.error} />
      <Card title={t('people.members')} styles={{ body: { padding: 0 } }} style={{ marginBottom: 16 }}>
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
                administers && member.userId !== session.data?.user?.id ? (
                  <Button
                    size="small"
                    danger={!member.suspended}
                    onClick={() =>
                      void attempt(() =>
                        request(`/api/members/${member.userId}`, {
                          method: 'PUT',
                          body: { suspended: !member.suspended },
                        }),
                      )
                    }
                  >
                    {member.suspended ? t('people.resume') : t('people.suspend')}
                  </Button>
                ) : null,
            },
          ]}
        />
      </Card>
      <Card title={t('people.invitations')} styles={{ body: { padding: 0 } }}>
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
                  <Button
                    size="small"
                    onClick={() =>
                      void attempt(() => request(`/api/invitations/${id}`, { method: 'DELETE' }))
                    }
                  >
                    {t('people.revoke')}
                  </Button>
                ) : null,
            },
          ]}
        />
      </Card>
      {inviting ? (
        <Invite
          byAdministrator={administers}
          onClose={() => {
            setInviting(false);
            void invitations.refetch();
          }}
        />
      ) : null}
      {organising ? <AddOrganisation onClose={() => setOrganising(false)} /> : null}
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
  const [problem, setProblem] = useState<unknown>();
  const [link, setLink] = useState<string>();
  const organisations = useQuery({
    queryKey: ['organisations'],
    queryFn: () => request<readonly Organisation[]>('/api/organisations'),
  });
  const chosen: string | undefined = Form.useWatch('organisationId', form);
  const kind = organisations.data?.find(({ id }) => id === chosen)?.kind;
  const send = async (body: object) => {
    setProblem(undefined);
    try {
      setLink((await request<{ link: string }>('/api/invitations', { method: 'POST', body })).link);
    } catch (error) {
      setProblem(error);
    }
  };
  const required = { required: true, message: t('common.required') };
  const offered = (organisations.data ?? []).filter((each) => byAdministrator || each.kind !== 'police');
  return (
    <Modal
      open
      title={t('people.invite')}
      onCancel={onClose}
      okText={link === undefined ? t('people.invite') : t('common.back')}
      onOk={() => (link === undefined ? form.submit() : onClose())}
    >
      <ProblemAlert error={problem} />
      {link === undefined ? (
        <Form form={form} layout="vertical" onFinish={(values: object) => void send(values)}>
          <Form.Item name="organisationId" label={t('people.organisation')} rules={[required]}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={offered.map(({ id, name }) => ({ value: id, label: name }))}
            />
          </Form.Item>
          <Form.Item name="role" label={t('people.role')} rules={[required]}>
            <Select
              options={(kind ? rolesOf[kind] : []).map((value) => ({ value, label: t(`role.${value}`) }))}
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
          <code style={{ wordBreak: 'break-all' }}>{link}</code>
        </Typography.Paragraph>
      )}
    </Modal>
  );
}

function AddOrganisation({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm();
  const [problem, setProblem] = useState<unknown>();
  const save = async (body: object) => {
    setProblem(undefined);
    try {
      await request('/api/organisations', { method: 'POST', body });
      onClose();
    } catch (error) {
      setProblem(error);
    }
  };
  const required = { required: true, message: t('common.required') };
  return (
    <Modal
      open
      title={t('people.addOrganisation')}
      okText={t('common.save')}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={problem} />
      <Form
        form={form}
        layout="vertical"
        onFinish={(values: object) => void save(values)}
        initialValues={{ kind: 'unit' }}
      >
        <Form.Item name="kind" label={t('people.kind')} rules={[required]}>
          <Select
            options={(['police', 'unit', 'firm'] as const).map((value) => ({
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
