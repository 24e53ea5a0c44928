// SPDX-License-Identifier: Apache-2.0
/** What waits: requests to complete, to decide by a second person, emergencies to review, looks ready to begin. */
import { type Contains, readCertificate } from '@mingjing/contracts/site';
import { Alert, Button, Card, Descriptions, Drawer, Form, Input, List, Modal, Radio, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkTo } from '../../../frame/call.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { type AccessSession, decideSession, reviewSession, takeOverSession } from '../../api/access.ts';
import { useLooks } from '../../reads.ts';
import { useAllCameras } from '../../use-all-cameras.ts';
import { useSession } from '../../use-session.ts';
import { CounterForm } from './counter-form.tsx';
import { LookButton } from './look-button.tsx';
import { askedOf, askerOf, containsKinds, stateColours } from './words.ts';

export function Pending({ onChanged }: { readonly onChanged: () => void }) {
  const { t } = useTranslation();
  const { person } = useSession();
  const sessions = useLooks(10_000);
  const [deciding, setDeciding] = useState<AccessSession>();
  const [reviewing, setReviewing] = useState<AccessSession>();
  const [completing, setCompleting] = useState<AccessSession>();
  const [taking, setTaking] = useState<AccessSession>();
  const waiting = (sessions.data ?? []).filter(
    (session) =>
      session.state === 'incomplete' ||
      session.state === 'awaiting-decision' ||
      (session.state === 'open' &&
        session.requester.kind !== 'staff' &&
        session.handledBy.id === person?.id) ||
      (session.review !== undefined && session.review.outcome === undefined),
  );
  if (waiting.length === 0) return <ProblemAlert error={sessions.error} />;
  const done = () => {
    setDeciding(undefined);
    setReviewing(undefined);
    setCompleting(undefined);
    setTaking(undefined);
    onChanged();
  };
  return (
    <Card title={t('register.pending')} size="small" className={layout.below4}>
      <List
        size="small"
        dataSource={waiting}
        renderItem={(session) => (
          <Waiting
            session={session}
            onComplete={() => setCompleting(session)}
            onDecide={() => setDeciding(session)}
            onReview={() => setReviewing(session)}
            onTake={() => setTaking(session)}
          />
        )}
      />
      {deciding ? (
        <Decision session={deciding} onDone={done} onCancel={() => setDeciding(undefined)} />
      ) : null}
      {reviewing ? (
        <Review session={reviewing} onDone={done} onCancel={() => setReviewing(undefined)} />
      ) : null}
      {taking ? <TakeOver session={taking} onDone={done} onCancel={() => setTaking(undefined)} /> : null}
      <Drawer
        open={completing !== undefined}
        size="large"
        title={t('register.counter')}
        onClose={done}
        destroyOnHidden
      >
        {completing ? <CounterForm begun={completing} onRegistered={onChanged} /> : null}
      </Drawer>
    </Card>
  );
}

interface WaitingProps {
  readonly session: AccessSession;
  readonly onComplete: () => void;
  readonly onDecide: () => void;
  readonly onReview: () => void;
  readonly onTake: () => void;
}

/** One that waits, with what this person may do about it. */
function Waiting({ session, onComplete, onDecide, onReview, onTake }: WaitingProps) {
  const { t } = useTranslation();
  const { person } = useSession();
  const decides = person?.role === 'administrator' || person?.role === 'manager';
  const mine = session.handledBy.id === person?.id;
  const untaken = session.order?.untaken === true;
  return (
    <List.Item
      actions={[
        session.state === 'awaiting-decision' && untaken && person?.role !== 'auditor' ? (
          <Button key="take" size="small" type="primary" onClick={onTake}>
            {t('register.takeOver')}
          </Button>
        ) : null,
        session.state === 'incomplete' && mine ? (
          <Button key="complete" size="small" type="primary" onClick={onComplete}>
            {t('register.continue')}
          </Button>
        ) : null,
        session.state === 'awaiting-decision' && decides && !untaken ? (
          <Button
            key="decide"
            size="small"
            type="primary"
            disabled={mine}
            title={mine ? t('register.secondPerson') : undefined}
            onClick={onDecide}
          >
            {t('register.decide')}
          </Button>
        ) : null,
        session.state === 'open' && mine ? <LookButton key="look" session={session} /> : null,
        session.review !== undefined && session.review.outcome === undefined && decides && !mine ? (
          <Button key="review" size="small" onClick={onReview}>
            {t('register.review')}
          </Button>
        ) : null,
      ].filter((action) => action !== null)}
    >
      <span>
        <Tag color={stateColours[session.state]}>{t(`register.states.${session.state}`)}</Tag>
        {t('register.detail', { number: session.number })} · {askerOf(session)} ·{' '}
        {currentLanguage() === 'en' ? session.purposeWords.en : session.purposeWords.zh} ·{' '}
        {t(`register.kinds.${session.kind}`)}
        {session.order ? <Tag color="blue">{t('register.overTheLine')}</Tag> : null}
        {session.review && session.review.outcome === undefined && !untaken ? (
          <Tag color="red">{t('register.reviewDue', { time: showInstant(session.review.dueMs) })}</Tag>
        ) : null}
      </span>
    </List.Item>
  );
}

interface StepProps {
  readonly session: AccessSession;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** A request that came over the line gets somebody of the unit who handles it; another person decides. */
function TakeOver({ session, onDone, onCancel }: StepProps) {
  const { t } = useTranslation();
  const take = useAction((emergency: boolean) => takeOverSession(session.id, emergency), { onDone });
  return (
    <Modal
      open
      title={`${t('register.takeOver')} · ${t('register.detail', { number: session.number })}`}
      onCancel={onCancel}
      footer={
        <Space wrap>
          {session.review ? (
            <Button danger disabled={take.busy} onClick={() => take.run(true)}>
              {t('register.releaseAlone')}
            </Button>
          ) : null}
          <Button type="primary" loading={take.busy} onClick={() => take.run(false)}>
            {t('register.takeOver')}
          </Button>
        </Space>
      }
    >
      <Alert type="info" title={t('register.takeOverHint')} className={layout.below3} />
      {session.review ? (
        <Alert type="warning" title={t('register.releaseAloneHint')} className={layout.below3} />
      ) : null}
      <ProblemAlert error={take.problem} />
      <Asked session={session} />
      {session.certificate ? (
        <a
          className={layout.underlined}
          href={linkTo(readCertificate, { params: { id: session.id } })}
          target="_blank"
          rel="noreferrer"
        >
          {t('register.openCertificate')}
        </a>
      ) : null}
    </Modal>
  );
}

interface Decided {
  readonly reason: string;
  readonly contains?: Contains;
}

function Decision({ session, onDone, onCancel }: StepProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Decided>();
  const isCitizen = session.requester.kind === 'citizen';
  const act = useAction(
    ({ decision, reason, contains }: Decided & { readonly decision: 'approve' | 'refuse' }) =>
      decideSession(session.id, { decision, reason, ...(isCitizen && contains && { contains }) }),
    { onDone },
  );
  // What is missing stands under its field. Refusing needs the reason alone: nobody has to have looked.
  const decide = (decision: 'approve' | 'refuse') =>
    void form.validateFields(decision === 'refuse' ? ['reason'] : undefined).then(
      () => {
        const { reason, contains } = form.getFieldsValue();
        const found = containsKinds.every((kind) => contains?.[kind] !== undefined) ? contains : undefined;
        act.run({ decision, reason, ...(found && { contains: found }) });
      },
      () => undefined,
    );
  return (
    <Modal
      open
      title={`${t('register.decide')} · ${t('register.detail', { number: session.number })}`}
      onCancel={onCancel}
      footer={
        <Space>
          <Button danger disabled={act.busy} onClick={() => decide('refuse')}>
            {t('register.refuse')}
          </Button>
          <Button type="primary" loading={act.busy} onClick={() => decide('approve')}>
            {t('register.approve')}
          </Button>
        </Space>
      }
    >
      <Alert type="info" title={t('register.secondPerson')} className={layout.below3} />
      <ProblemAlert error={act.problem} />
      <Asked session={session} />
      <Form form={form} layout="vertical">
        {isCitizen ? <ContainsFields /> : null}
        <Form.Item
          name="reason"
          label={t('register.decideReason')}
          rules={[{ required: true, min: 2, message: t('common.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** What is asked for, before a second person says yes or no. */
function Asked({ session }: { readonly session: AccessSession }) {
  const { t } = useTranslation();
  const { nameOf } = useAllCameras();
  return (
    <Descriptions
      bordered
      size="small"
      column={1}
      className={layout.below3}
      items={[
        [t('register.who'), `${t(`register.requester.${session.requester.kind}`)} · ${askerOf(session)}`],
        ...askedOf(session, t),
        [
          t('register.purpose'),
          `${currentLanguage() === 'en' ? session.purposeWords.en : session.purposeWords.zh} ${session.purposeText}`,
        ],
        [t('register.action'), t(`register.kinds.${session.kind}`)],
        [t('common.cameras'), session.cameras.map(nameOf).join('、')],
        [t('register.range'), `${showInstant(session.fromMs)} – ${showInstant(session.toMs)}`],
        [t('register.ground'), session.groundWords],
        [t('register.handledBy'), session.handledBy.name],
      ].map(([label, children], key) => ({ key, label, children }))}
    />
  );
}

/** What the footage shows of others, said by who looked. */
function ContainsFields() {
  const { t } = useTranslation();
  return (
    <fieldset className={`${layout.borderless} ${layout.bare} ${layout.flush}`}>
      <legend>{t('register.contains')}</legend>
      {containsKinds.map((kind) => (
        <Form.Item
          key={kind}
          name={['contains', kind]}
          label={t(`register.${kind}`)}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Radio.Group
            options={[
              { value: false, label: t('register.doesNot') },
              { value: true, label: t('register.does') },
            ]}
          />
        </Form.Item>
      ))}
    </fieldset>
  );
}

interface Reviewed {
  readonly outcome: 'in-order' | 'not-in-order';
  readonly reason: string;
}

function Review({ session, onDone, onCancel }: StepProps) {
  const { t } = useTranslation();
  const review = useAction((given: Reviewed) => reviewSession(session.id, given), { onDone });
  const [form] = Form.useForm<Reviewed>();
  return (
    <Modal
      open
      title={t('register.review')}
      onCancel={onCancel}
      okText={t('common.save')}
      confirmLoading={review.busy}
      onOk={() => form.submit()}
    >
      <ProblemAlert error={review.problem} />
      <Form form={form} layout="vertical" onFinish={review.run}>
        <Form.Item name="outcome" rules={[{ required: true, message: t('common.required') }]}>
          <Radio.Group
            options={[
              { value: 'in-order', label: t('register.inOrder') },
              { value: 'not-in-order', label: t('register.notInOrder') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('common.reason')}
          rules={[{ required: true, min: 2, message: t('common.required') }]}
        >
          <Input.TextArea maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
