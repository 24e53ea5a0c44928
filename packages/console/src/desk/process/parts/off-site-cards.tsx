// SPDX-License-Identifier: Apache-2.0
/** An off-site inspection: item by item what the proofs show, what would decide the rest, and the proofs themselves. */
import { addressOf, type Words } from '@mingjing/contracts';
import { readChallenge, type ThingView } from '@mingjing/contracts/desk';
import { Button, Card, Space, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { showInstant } from '../../../frame/time.ts';
import { useWords } from './use-words.ts';

interface Item {
  readonly no: number;
  readonly state: 'met' | 'breached' | 'unknown' | 'not-applicable';
  readonly reason: Words;
  readonly proofs: readonly (
    | { readonly kind: 'challenge'; readonly id: string }
    | { readonly kind: 'report'; readonly at: string }
  )[];
  readonly decidedBy: Words | null;
}

interface Asked {
  readonly id: string;
  readonly fingerprint: string;
  readonly challenges: readonly {
    readonly id: string;
    readonly state: 'ordered' | 'open' | 'answered' | 'contained';
    readonly attempt: number;
  }[];
}

const colours = { met: 'green', breached: 'red', unknown: 'orange', 'not-applicable': 'default' } as const;

export function OffSiteCards({ thing }: { readonly thing: ThingView }) {
  const { t } = useTranslation();
  const words = useWords();
  const items = (thing.data['items'] ?? []) as readonly (Item | number)[];
  const texts = (thing.data['itemTexts'] ?? {}) as Readonly<Record<string, string>>;
  const recorders = (thing.data['recorders'] ?? []) as readonly Asked[];
  const assessed = items.filter((one): one is Item => typeof one === 'object');
  if (assessed.length === 0 && recorders.length === 0) return null;
  return (
    <>
      <Card title={t('process.items')} className={layout.below4}>
        {assessed.map(({ no, state, reason, proofs, decidedBy }) => (
          <div key={no} className={layout.below4}>
            <Space wrap>
              <b lang="zh-CN">
                {no}．{texts[no]}
              </b>
              <Tag color={colours[state]}>{t(`recorders.state.${state}`)}</Tag>
            </Space>
            <div>{words(reason)}</div>
            {decidedBy ? <div>{t('recorders.decidedBy', { what: words(decidedBy) })}</div> : null}
            {proofs.map((proof) =>
              proof.kind === 'challenge' ? (
                <ProofLink key={proof.id} id={proof.id} />
              ) : (
                <Typography.Text key={proof.at} type="secondary">
                  {t('recorders.rests')}：{t('recorders.report', { at: showInstant(proof.at) })}
                </Typography.Text>
              ),
            )}
          </div>
        ))}
      </Card>
      <Card title={t('recorders.answers')} className={layout.below4}>
        {recorders.map(({ id, fingerprint, challenges }) => (
          <div key={id} className={layout.below2}>
            <code>{fingerprint}</code>{' '}
            {challenges.map((challenge) => (
              <Tag key={challenge.id} color={challenge.state === 'answered' ? 'green' : 'orange'}>
                {t(`recorders.challenge.${challenge.state}`)}
                {challenge.attempt > 0 ? ` · ${t('recorders.attempts', { count: challenge.attempt })}` : ''}
              </Tag>
            ))}
          </div>
        ))}
        <Typography.Text type="secondary">{t('recorders.verifyHint')}</Typography.Text>
      </Card>
    </>
  );
}

function ProofLink({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  return (
    <Button
      size="small"
      href={addressOf(readChallenge, { params: { id } })}
      download={`challenge-${id}.json`}
    >
      {t('recorders.proof')}
    </Button>
  );
}
