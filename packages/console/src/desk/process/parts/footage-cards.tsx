// SPDX-License-Identifier: Apache-2.0
/** What was asked of a recorder and what its people have done with it so far; the sealed bundle, and the key it is sealed to. */
import { type FootagePurposeId, footagePurposes, type HeldRange } from '@mingjing/contracts';
import {
  type FootageAsked,
  fetchFootageBundle,
  readOrganKey,
  setOrganKey,
  type ThingView,
} from '@mingjing/contracts/desk';
import { Alert, Button, Card, Descriptions, Form, Input, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../../frame/call.ts';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { useMay } from '../../use-role.ts';

interface Told {
  readonly held?: { readonly at: string; readonly cameras: readonly HeldRange[] };
  readonly impossible?: { readonly at: string; readonly reason: string };
  readonly handled?: { readonly at: string; readonly by: string };
  readonly refused?: { readonly at: string; readonly by: string; readonly reason: string };
  readonly released?: {
    readonly at: string;
    readonly handledBy: string;
    readonly approvedBy: string | null;
    readonly number: number;
    readonly manifest: string;
    readonly sha256: string;
    readonly sizeBytes: number;
  };
  readonly reviewed?: {
    readonly at: string;
    readonly by: string;
    readonly inOrder: boolean;
    readonly reason: string;
  };
}

export function FootageCards({ thing }: { readonly thing: ThingView }) {
  const footage = thing.data['footage'] as FootageAsked | undefined;
  if (!footage) return null;
  const told = (thing.data['recorder'] ?? {}) as Told;
  const officers = (thing.data['officers'] ?? []) as readonly { name: string; credential: string }[];
  return (
    <>
      <AskedCard footage={footage} officers={officers} />
      <ToldCard told={told} />
      <BundleCard thing={thing} told={told} />
    </>
  );
}

const purposeName = (id: FootagePurposeId): string =>
  currentLanguage() === 'en' ? footagePurposes[id].en : footagePurposes[id].zh;

function AskedCard({
  footage,
  officers,
}: {
  readonly footage: FootageAsked;
  readonly officers: readonly { readonly name: string; readonly credential: string }[];
}) {
  const { t } = useTranslation();
  const rows: (readonly [string, string | undefined])[] = [
    [t('footage.cameras'), footage.cameras.join('、')],
    [t('footage.range'), `${showInstant(footage.from)} – ${showInstant(footage.to)}`],
    [t('footage.purpose'), purposeName(footage.purpose)],
    [t('footage.incident'), footage.incident],
    [t('footage.instrument'), footage.instrument],
    [t('footage.necessity'), footage.necessity],
    [t('footage.emergency'), footage.emergency],
    [t('footage.officers'), officers.map(({ name, credential }) => `${name}（${credential}）`).join('；')],
  ];
  return (
    <Card title={t('footage.asked')} className={layout.below4}>
      <Descriptions
        size="small"
        column={1}
        items={rows
          .filter(([, value]) => value !== undefined && value !== '')
          .map(([label, children], key) => ({ key, label, children }))}
      />
    </Card>
  );
}

/** In the order in which it happens; what has not happened yet is said as such. */
function ToldCard({ told }: { readonly told: Told }) {
  const { t } = useTranslation();
  const { held, impossible, handled } = told;
  return (
    <Card title={t('footage.told')} className={layout.below4}>
      {held ? <HeldLines held={held} /> : null}
      {held || impossible ? null : (
        <Alert type="warning" className={layout.below2} title={t('footage.notHeldYet')} />
      )}
      {impossible ? (
        <Alert type="error" title={t('footage.impossible')} description={impossible.reason} />
      ) : null}
      {handled ? (
        <div>
          {t('footage.handled', { who: handled.by })} {showInstant(handled.at)}
        </div>
      ) : null}
      <Outcome told={told} />
    </Card>
  );
}

function Outcome({ told: { refused, released, reviewed } }: { readonly told: Told }) {
  const { t } = useTranslation();
  return (
    <>
      {refused ? (
        <Alert
          type="error"
          title={t('footage.refusedBy', { who: refused.by, at: showInstant(refused.at) })}
          description={refused.reason}
        />
      ) : null}
      {released ? (
        <div>
          {released.approvedBy === null
            ? t('footage.releasedByOne', { who: released.handledBy })
            : t('footage.released', { who: released.handledBy, by: released.approvedBy })}{' '}
          {showInstant(released.at)} · {t('footage.registerNumber', { number: released.number })}
        </div>
      ) : null}
      {reviewed ? (
        <Alert
          type={reviewed.inOrder ? 'success' : 'error'}
          title={t(reviewed.inOrder ? 'footage.reviewedInOrder' : 'footage.reviewedNotInOrder', {
            who: reviewed.by,
          })}
          description={reviewed.reason}
        />
      ) : null}
    </>
  );
}

function HeldLines({ held }: { readonly held: NonNullable<Told['held']> }) {
  const { t } = useTranslation();
  return (
    <>
      <div>
        <Tag color="green">{t('footage.held')}</Tag> {showInstant(held.at)}
      </div>
      <ul>
        {held.cameras.map((range) => (
          <li key={range.camera}>
            <HeldLine range={range} />
          </li>
        ))}
      </ul>
    </>
  );
}

function HeldLine({ range }: { readonly range: HeldRange }) {
  const { t } = useTranslation();
  const { camera, heldSeconds, gapSeconds, deletedSeconds, unknownSeconds } = range;
  const missing = gapSeconds + deletedSeconds + unknownSeconds;
  return (
    <>
      <b>{camera}</b> {t('footage.heldSeconds', { seconds: heldSeconds })}
      {deletedSeconds > 0 ? (
        <Tag color="red">{t('footage.deletedSeconds', { seconds: deletedSeconds })}</Tag>
      ) : null}
      {gapSeconds > 0 ? <Tag color="orange">{t('footage.gapSeconds', { seconds: gapSeconds })}</Tag> : null}
      {unknownSeconds > 0 ? (
        <Tag color="orange">{t('footage.unknownSeconds', { seconds: unknownSeconds })}</Tag>
      ) : null}
      {missing === 0 ? <Tag color="green">{t('footage.allHeld')}</Tag> : null}
    </>
  );
}

function BundleCard({ thing, told }: { readonly thing: ThingView; readonly told: Told }) {
  const { t } = useTranslation();
  const may = useMay(fetchFootageBundle);
  const { released } = told;
  if (!released || !may) return null;
  return (
    <Card title={t('footage.bundle')} className={layout.below4}>
      <Button type="primary" href={linkTo(fetchFootageBundle, { params: { id: thing.id } })}>
        {t('footage.fetch', { megabytes: (released.sizeBytes / 1e6).toFixed(1) })}
      </Button>
      <Typography.Paragraph className={layout.above3}>{t('footage.howToOpen')}</Typography.Paragraph>
      <Typography.Paragraph copyable className={layout.breaksWords}>
        {`mingjing open ${thing.id}.zip.age --identity 私钥文件 --out ${thing.id}.zip`}
      </Typography.Paragraph>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'sealed', label: t('footage.sealedHash'), children: <code>{released.sha256}</code> },
          { key: 'manifest', label: t('footage.manifestHash'), children: <code>{released.manifest}</code> },
        ]}
      />
    </Card>
  );
}

/** The key of this organ: everybody sees which it is, the head names it. */
export function OrganKeyCard() {
  const { t } = useTranslation();
  const mayRead = useMay(readOrganKey);
  const key = useRead(readOrganKey, {}, { enabled: mayRead });
  const maySet = useMay(setOrganKey);
  const set = useAction((body: { recipient: string }) => call(setOrganKey, { body }), {
    refresh: [readOrganKey],
  });
  if (!mayRead) return null;
  const known = key.data?.key;
  return (
    <Card size="small" title={t('footage.organKey')} className={layout.below4}>
      <ProblemAlert error={key.error} />
      {known ? (
        <Typography.Paragraph className={layout.breaksWords}>
          <code>{known.recipient}</code>
          <br />
          <small>{t('footage.keySince', { at: showInstant(known.since), who: known.by })}</small>
        </Typography.Paragraph>
      ) : key.isPending ? null : (
        <Alert type="warning" className={layout.below3} title={t('footage.noKey')} />
      )}
      {maySet ? (
        <Form layout="vertical" onFinish={(values: { recipient: string }) => set.run(values)}>
          <Form.Item
            name="recipient"
            label={t('footage.newKey')}
            extra={t('footage.newKeyHint')}
            rules={[
              { required: true, pattern: /^\s*age1[02-9ac-hj-np-z]{58}\s*$/, message: t('footage.keyForm') },
            ]}
          >
            <Input maxLength={80} />
          </Form.Item>
          <ProblemAlert error={set.problem} />
          <Button htmlType="submit" loading={set.busy}>
            {t('footage.nameKey')}
          </Button>
        </Form>
      ) : null}
    </Card>
  );
}
