// SPDX-License-Identifier: Apache-2.0
/** One thing of any process: state, what may be done and what not and why, clocks with both readings, papers, history. */
import type { ThingView } from '@mingjing/contracts/desk';
import { getProcess, processes } from '@mingjing/law';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Card, Col, List, Row, Spin, Tag, Timeline, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { IdInAddress, useAddress } from '../../frame/address.ts';
import { call, linkTo } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { showInstant } from '../../frame/time.ts';
import { useAction } from '../../frame/use-action.ts';
import { keyOf, useRead } from '../../frame/use-read.ts';
import { provisionName } from '../../law/provision-name.ts';
import { LikeCases } from '../consistency/parts/like-cases.tsx';
import { CaseFacts, DiscretionCard, EarlierFines } from './parts/case-cards.tsx';
import { caseOf } from './parts/case-data.ts';
import { ClockList } from './parts/clock-list.tsx';
import { FootageCards } from './parts/footage-cards.tsx';
import { InspectionCards, RectificationCards } from './parts/item-cards.tsx';
import { OffSiteCards } from './parts/off-site-cards.tsx';
import { operationsOf } from './parts/operations.ts';
import { StepForm } from './parts/step-form.tsx';
import { useWords } from './parts/use-words.ts';

/** Which process, and which of its things; an address of none leads to a filing that is not there. */
const ThingInAddress = IdInAddress.extend({
  process: z.enum(processes.map(({ process }) => process)).catch('filing'),
});

export function ThingPage() {
  const { process, id } = useAddress(ThingInAddress);
  const thing = useRead(operationsOf(process).read, { params: { id } }, { retry: false });
  if (thing.isPending) return <Spin />;
  const refused = <ProblemAlert error={thing.error} onRetry={() => void thing.refetch()} />;
  // What was read before stays, and with it what somebody typed into it.
  if (thing.data === undefined) return refused;
  return (
    <>
      {refused}
      <Thing key={`${process} ${id}`} thing={thing.data} />
    </>
  );
}

/** By discretion under the law, in either procedure. */
const isDecided = ({ process }: ThingView): boolean =>
  process === 'case' || process === 'on-the-spot-penalty';

function Thing({ thing }: { readonly thing: ThingView }) {
  const words = useWords();
  const queries = useQueryClient();
  const { read, history } = operationsOf(thing.process);
  const changed = () => {
    for (const { id } of [read, history]) void queries.invalidateQueries({ queryKey: [id] });
  };
  // The answer of a step is the thing as it stands now: the page need not ask for it.
  const taken = (next: ThingView) => {
    queries.setQueryData(keyOf(read, { params: { id: thing.id } }), next);
    void queries.invalidateQueries({ queryKey: [history.id] });
  };
  return (
    <>
      <Typography.Title level={1}>
        {thing.title} <Tag color={thing.final ? 'default' : 'blue'}>{words(thing.stateTitle)}</Tag>
      </Typography.Title>
      <Typography.Paragraph type="secondary">
        {words(getProcess(thing.process).title)}
        <Origin thing={thing} />
      </Typography.Paragraph>
      <Row gutter={16}>
        <Col xs={24} lg={12}>
          {isDecided(thing) ? <CaseFacts thing={thing} /> : null}
          {thing.process === 'off-site-inspection' ? <OffSiteCards thing={thing} /> : null}
          {thing.process === 'footage-request' ? <FootageCards thing={thing} /> : null}
          {thing.process === 'inspection' ? <InspectionCards thing={thing} /> : null}
          {thing.process === 'rectification' ? <RectificationCards thing={thing} /> : null}
          <Allowed thing={thing} onTaken={taken} onMoved={changed} />
          <Refused thing={thing} />
        </Col>
        <Col xs={24} lg={12}>
          <ClockList clocks={thing.clocks} />
          {isDecided(thing) ? <DiscretionCard thing={thing} onTaken={taken} onMoved={changed} /> : null}
          {thing.process === 'case' ? <LikeCases thing={thing} /> : null}
          <Papers thing={thing} />
          <EvidenceCard thing={thing} onAttached={changed} />
          <History thing={thing} />
        </Col>
      </Row>
    </>
  );
}

function Origin({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const words = useWords();
  if (!thing.origin) return null;
  const { process, id } = thing.origin;
  return (
    <>
      {' · '}
      {t('process.origin')}{' '}
      <Link to="/thing" search={{ process, id }} className={layout.underlined}>
        {words(getProcess(process).title)}
      </Link>
    </>
  );
}

interface Taking {
  readonly thing: ThingView;
  readonly onTaken: (taken: ThingView) => void;
  readonly onMoved: () => void;
}

/** What somebody has typed stays also when others took the step or moved the thing on: it can still be copied. */
function Allowed({ thing, onTaken, onMoved }: Taking) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<readonly ThingView['allowed'][number][]>([]);
  const gone = typed.filter(({ action }) => !thing.allowed.some((step) => step.action === action));
  const without = (action: string) => typed.filter((step) => step.action !== action);
  if (thing.allowed.length === 0 && gone.length === 0) return null;
  return (
    <Card title={t('process.allowed')} className={layout.below4}>
      {[...thing.allowed, ...gone].map((step) => (
        <StepForm
          key={step.action}
          thing={thing}
          step={step}
          isGone={gone.includes(step)}
          onMoved={onMoved}
          onTyped={() => setTyped([...without(step.action), step])}
          onTaken={(taken) => {
            setTyped(without(step.action));
            onTaken(taken);
          }}
        />
      ))}
    </Card>
  );
}

/** What the law or the order of work does not let happen now, each with its reason and its article. */
function Refused({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const words = useWords();
  if (thing.refused.length === 0) return null;
  return (
    <Card title={t('process.refused')} className={layout.below4}>
      <List
        size="small"
        dataSource={[...thing.refused]}
        renderItem={({ title, because, unmet, provision }) => (
          <List.Item>
            <div>
              <b>{words(title)}</b>
              <div>
                {unmet.length > 0 ? unmet.map((need) => words(need.because)).join('；') : words(because)}
              </div>
              <small lang="zh-CN">{provisionName(provision)}</small>
              {unmet.some(({ id }) => id === 'no-earlier-fine') ? (
                <EarlierFines fines={caseOf(thing).earlierFines ?? []} />
              ) : null}
            </div>
          </List.Item>
        )}
      />
    </Card>
  );
}

/** A link in running text is known by more than its colour. */

function Papers({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const words = useWords();
  const paperOf = (paper: string, format: 'pdf' | 'docx') =>
    linkTo(operationsOf(thing.process).paper, { params: { id: thing.id, paper, format } });
  return (
    <Card title={t('process.papers')} className={layout.below4}>
      {thing.papers.length === 0 ? t('process.noPapers') : null}
      {thing.papers.map((paper) => (
        <div key={paper.id} className={layout.below2}>
          {words(paper.title)} {paper.number}{' '}
          {paper.draft ? <Tag color="gold">{t('process.draft')}</Tag> : null}
          {paper.withdrawnAs === null ? null : <Tag>{t('process.superseded')}</Tag>}{' '}
          <a className={layout.underlined} href={paperOf(paper.id, 'pdf')}>
            PDF
          </a>{' '}
          <a className={layout.underlined} href={paperOf(paper.id, 'docx')}>
            DOCX
          </a>
        </div>
      ))}
    </Card>
  );
}

/** Files in the thing's file; each with its hash, which the list of evidence prints. */
function EvidenceCard({ thing, onAttached }: { readonly thing: ThingView; readonly onAttached: () => void }) {
  const { t } = useTranslation();
  const { attach, evidence: kept } = operationsOf(thing.process);
  const upload = useAction((file: File) => call(attach, { params: { id: thing.id }, file }), {
    onDone: onAttached,
  });
  return (
    <Card title={t('process.evidence')} className={layout.below4}>
      {thing.evidence.map(({ id, fileName, sha256 }) => (
        <div key={id} className={layout.breaksWords}>
          <a className={layout.underlined} href={linkTo(kept, { params: { id: thing.id, evidence: id } })}>
            {fileName}
          </a>{' '}
          <small>{sha256}</small>
        </div>
      ))}
      <ProblemAlert error={upload.problem} />
      {thing.allowed.length === 0 ? null : (
        <Upload
          showUploadList={false}
          beforeUpload={(file) => {
            upload.run(file);
            return false;
          }}
        >
          <Button loading={upload.busy}>{t('process.attach')}</Button>
        </Upload>
      )}
    </Card>
  );
}

function History({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const words = useWords();
  const history = useRead(operationsOf(thing.process).history, { params: { id: thing.id } });
  return (
    <Card title={t('process.history')} className={layout.below4} loading={history.isPending}>
      <ProblemAlert error={history.error} />
      <Timeline
        items={(history.data?.steps ?? []).toReversed().map((step) => ({
          key: step.seq,
          color: step.undone ? 'gray' : 'blue',
          content: (
            <>
              <b>{words(step.title)}</b> {step.undone ? <Tag>{t('process.undone')}</Tag> : null}
              <br />
              {showInstant(step.at)} · {step.by ?? t('process.byItself')}
              {step.reason ? <Alert type="info" title={step.reason} /> : null}
            </>
          ),
        }))}
      />
    </Card>
  );
}
