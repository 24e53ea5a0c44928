// SPDX-License-Identifier: Apache-2.0
/** Inviting many units: contacts typed beside each ticked unit, or read from a sheet; sent rows say what became of them. */
import {
  type InvitationRow,
  inviteUnits,
  listInvitations,
  listUnits,
  mostAtOnce,
  readInvitationSheet,
} from '@mingjing/contracts/desk';
import { Alert, Button, Drawer, Form, Input, Table, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { SheetChooser } from '../../../frame/sheet-chooser.tsx';
import { useAction } from '../../../frame/use-action.ts';

/** One line of what is to be sent. */
interface Guest {
  readonly key: string;
  readonly unitId: string | null;
  readonly unitName: string;
  readonly displayName: string;
  readonly email: string;
  readonly problem: string | null;
}
type Said = z.infer<typeof InvitationRow>;

interface Props {
  readonly units: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
}

export function InviteDrawer({ units, onClose }: Props) {
  const { t } = useTranslation();
  const [guests, setGuests] = useState<readonly Guest[]>(
    units.map(({ id, name }) => ({
      key: id,
      unitId: id,
      unitName: name,
      displayName: '',
      email: '',
      problem: null,
    })),
  );
  const read = useAction((file: File) => call(readInvitationSheet, { file }), {
    onDone: ({ rows }) => setGuests(rows.map((row) => ({ ...row, key: String(row.row) }))),
  });
  const ready = guests.filter(isReady);
  const send = useAction(
    () =>
      call(inviteUnits, {
        body: {
          rows: ready.map(({ unitId, displayName, email }) => ({
            unitId: unitId ?? '',
            displayName: displayName.trim(),
            email: email.trim(),
          })),
        },
      }),
    { refresh: [listUnits, listInvitations] },
  );
  const change = (key: string, to: Partial<Guest>) =>
    setGuests(guests.map((guest) => (guest.key === key ? { ...guest, ...to } : guest)));
  return (
    <Drawer open title={t('units.invite.title')} onClose={onClose} size="min(860px, 100vw)">
      <ProblemAlert error={read.problem ?? send.problem} />
      {send.done ? (
        <Report rows={send.done.rows} invited={send.done.invited} />
      ) : (
        <>
          <Typography.Paragraph type="secondary">
            {t('units.invite.hint', { most: mostAtOnce })}
          </Typography.Paragraph>
          <div>
            <SheetChooser hint={t('import.limits')} disabled={read.busy || send.busy} onChoose={read.run} />
          </div>
          {guests.length > 0 ? (
            <Form onFinish={() => send.run()} className={layout.above3}>
              <GuestTable guests={guests} onChange={change} />
              <Button
                type="primary"
                htmlType="submit"
                className={layout.above3}
                disabled={ready.length === 0}
                loading={send.busy}
              >
                {t('units.invite.send', { count: ready.length })}
              </Button>
              {ready.length < guests.length ? (
                <Typography.Paragraph type="secondary" className={layout.above2}>
                  {t('units.invite.incomplete', { count: guests.length - ready.length })}
                </Typography.Paragraph>
              ) : null}
            </Form>
          ) : null}
        </>
      )}
    </Drawer>
  );
}

interface GuestTableProps {
  readonly guests: readonly Guest[];
  readonly onChange: (key: string, to: Partial<Guest>) => void;
}

function GuestTable({ guests, onChange }: GuestTableProps) {
  const { t } = useTranslation();
  return (
    <Table<Guest>
      rowKey="key"
      size="small"
      scroll={{ x: 600 }}
      pagination={{ pageSize: 50, hideOnSinglePage: true }}
      dataSource={[...guests]}
      columns={[
        {
          title: t('units.name'),
          render: (_, { unitName, problem }) => (
            <>
              {unitName}
              {problem === null ? null : <Tag color="red">{problem}</Tag>}
            </>
          ),
        },
        {
          title: t('units.invite.contact'),
          width: 160,
          render: (_, { key, displayName, unitName }) => (
            <Input
              value={displayName}
              maxLength={60}
              aria-label={`${t('units.invite.contact')} ${unitName}`}
              onChange={({ target }) => onChange(key, { displayName: target.value })}
            />
          ),
        },
        {
          title: t('units.invite.email'),
          width: 240,
          render: (_, { key, email, unitName }) => (
            <Input
              value={email}
              maxLength={200}
              autoCapitalize="none"
              inputMode="email"
              status={email !== '' && !isAddress(email) ? 'error' : ''}
              aria-label={`${t('units.invite.email')} ${unitName}`}
              onChange={({ target }) => onChange(key, { email: target.value, problem: null })}
            />
          ),
        },
      ]}
    />
  );
}

const isAddress = (text: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text.trim());
const isReady = ({ unitId, displayName, email }: Guest): boolean =>
  unitId !== null && displayName.trim() !== '' && isAddress(email);

function Report({ rows, invited }: { readonly rows: readonly Said[]; readonly invited: number }) {
  const { t } = useTranslation();
  return (
    <>
      <Alert
        type={invited > 0 ? 'success' : 'warning'}
        showIcon
        className={layout.below3}
        title={t('units.invite.done', { count: invited })}
      />
      <Table<Said>
        rowKey="row"
        size="small"
        scroll={{ x: 480 }}
        pagination={{ pageSize: 50, hideOnSinglePage: true }}
        dataSource={[...rows]}
        columns={[
          { title: t('units.name'), render: (_, { unitName }) => unitName ?? '—' },
          {
            title: t('units.invite.outcome'),
            render: (_, { outcome, reason }) => (
              <>
                <Tag color={outcome === 'invited' || outcome === 'again' ? 'green' : 'orange'}>
                  {t(`units.invite.outcomes.${outcome}`)}
                </Tag>
                {reason}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
