// SPDX-License-Identifier: Apache-2.0
/** One visit: item by item, statement, signatures, the record readable at once, and the sending. */
import { Alert, App, Button, Card, Form, Input, Radio, Select, Tag } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useAction } from '../../../frame/use-action.ts';
import { itemStates, itemText, settledOf, stateColours } from '../../process/parts/item-fields.tsx';
import type { LockedStore } from './locked-store.ts';
import { takePicture, takeSignature } from './picture.ts';
import { SignaturePad } from './signature-pad.tsx';
import { append, type Entry, entriesOf, exportOf, type Pack, send } from './visit.ts';

interface Props {
  readonly store: LockedStore;
  readonly pack: Pack;
}

export function VisitView({ store, pack }: Props) {
  const { thing } = pack;
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const reload = useCallback(() => void entriesOf(store, thing.id).then(setEntries), [store, thing.id]);
  useEffect(reload, [reload]);
  return (
    <>
      <Card title={thing.title} className={layout.below4}>
        {namesOf(pack).join('、')} <Tag>{pack.device}</Tag>
      </Card>
      {settledOf(thing).map(({ no }) => (
        <ItemCard key={no} store={store} pack={pack} no={no} entries={entries} onWritten={reload} />
      ))}
      <StatementCard store={store} pack={pack} onWritten={reload} />
      <SignatureCard store={store} pack={pack} onWritten={reload} />
      <RecordCard pack={pack} entries={entries} />
      <SendCard store={store} pack={pack} entries={entries} />
    </>
  );
}

const namesOf = ({ thing }: Pack): readonly string[] => [
  ...new Set(thing.persons.map(({ name, userId }) => name ?? userId)),
];

interface Written {
  readonly onWritten: () => void;
}

function ItemCard({
  store,
  pack,
  no,
  entries,
  onWritten,
}: Props & Written & { readonly no: number; readonly entries: readonly Entry[] }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ state: string; text: string }>();
  const [files, setFiles] = useState<readonly File[]>([]);
  const write = useAction(
    async ({ state, text }: { readonly state: string; readonly text: string }) => {
      const taken = await Promise.all(
        files.map((file, n) => takePicture(file, `第${no}项-${Date.now()}-${n + 1}`)),
      );
      await append(
        store,
        pack.thing.id,
        { kind: 'item', no, state, text, pictures: taken.map(({ picture }) => picture) },
        taken.map(({ picture, bytes }) => ({ sha256: picture.sha256, bytes })),
      );
    },
    {
      onDone: () => {
        form.resetFields();
        setFiles([]);
        onWritten();
      },
    },
  );
  const mine = entries.filter((entry) => entry.kind === 'item' && entry.no === no);
  return (
    <Card
      size="small"
      className={layout.below3}
      title={<span className={layout.manyLines}>{`${no}．${itemText(pack.thing, no)}`}</span>}
    >
      {mine.map((entry) => (
        <EntryLine key={entry.id} entry={entry} />
      ))}
      <Form form={form} name={`item-${no}`} layout="vertical" onFinish={(values) => write.run(values)}>
        <ResultFields />
        <Form.Item label={t('field.photos')} htmlFor={`photos-${no}`}>
          <input
            key={mine.length}
            id={`photos-${no}`}
            type="file"
            accept="image/*"
            capture="environment"
            multiple
            onChange={({ target }) => setFiles([...(target.files ?? [])])}
          />
        </Form.Item>
        <ProblemAlert error={write.problem} />
        <Button type="primary" htmlType="submit" loading={write.busy}>
          {t('field.keep')}
        </Button>
      </Form>
    </Card>
  );
}

function ResultFields() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item
        name="state"
        label={t('process.result')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Radio.Group
          options={itemStates.map((value) => ({ value, label: t(`process.itemState.${value}`) }))}
        />
      </Form.Item>
      <Form.Item
        name="text"
        label={t('process.why')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Input.TextArea rows={2} maxLength={10_000} />
      </Form.Item>
    </>
  );
}

function EntryLine({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const { state, text, pictures, at, who } = entry;
  return (
    <div className={`${layout.below2} ${layout.breaksWords}`}>
      {state === undefined ? null : (
        <Tag color={stateColours[state] ?? 'default'}>{t(`process.itemState.${state}`)}</Tag>
      )}
      {who ? `${who}：` : null}
      {text} <small>{showInstant(at)}</small>
      {pictures.map(({ fileName, sha256, place }) => (
        <div key={sha256}>
          <small>
            {fileName} · {sha256.slice(0, 16)}…
            {place ? ` · ${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}` : ''}
          </small>
        </div>
      ))}
    </div>
  );
}

function StatementCard({ store, pack, onWritten }: Props & Written) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ text: string }>();
  const write = useAction(
    ({ text }: { readonly text: string }) =>
      append(store, pack.thing.id, { kind: 'statement', text, pictures: [] }),
    {
      onDone: () => {
        form.resetFields();
        onWritten();
      },
    },
  );
  return (
    <Card size="small" title={t('field.statement')} className={layout.below3}>
      <Form form={form} name="statement" layout="vertical" onFinish={(values) => write.run(values)}>
        <Form.Item
          name="text"
          label={t('field.statementText')}
          rules={[{ required: true, message: t('common.required') }]}
        >
          <Input.TextArea rows={2} maxLength={10_000} />
        </Form.Item>
        <ProblemAlert error={write.problem} />
        <Button htmlType="submit" loading={write.busy}>
          {t('field.keep')}
        </Button>
      </Form>
    </Card>
  );
}

function SignatureCard({ store, pack, onWritten }: Props & Written) {
  const { t } = useTranslation();
  const people = [...namesOf(pack), t('field.unitPerson')];
  const [who, setWho] = useState(people[0] ?? '');
  const sign = useAction(
    async (canvas: HTMLCanvasElement) => {
      const { picture, bytes } = await takeSignature(canvas, who);
      await append(
        store,
        pack.thing.id,
        { kind: 'signature', text: t('field.signed'), who, pictures: [picture] },
        [{ sha256: picture.sha256, bytes }],
      );
    },
    { onDone: onWritten },
  );
  return (
    <Card size="small" title={t('field.signatures')} className={layout.below3}>
      <Select
        aria-label={t('field.whoSigns')}
        className={`${layout.full} ${layout.below2}`}
        value={who}
        onChange={setWho}
        options={[...new Set(people)].map((value) => ({ value, label: value }))}
      />
      <SignaturePad busy={sign.busy} onSigned={(canvas) => sign.run(canvas)} />
      <ProblemAlert error={sign.problem} />
    </Card>
  );
}

/** 检查笔录 as it stands, readable on both sides of the table before anything was sent. */
function RecordCard({ pack, entries }: { readonly pack: Pack; readonly entries: readonly Entry[] }) {
  const { t } = useTranslation();
  const { thing } = pack;
  const unit = thing.data['unit'] as { readonly name?: string; readonly address?: string } | undefined;
  return (
    <Card size="small" title={t('field.record')} className={layout.below3}>
      <p className={layout.above0}>
        {t('process.unit')}：{unit?.name ?? thing.title} {unit?.address ?? ''}
      </p>
      {settledOf(thing).map(({ no }) => {
        const last = entries.findLast((entry) => entry.kind === 'item' && entry.no === no);
        return (
          <div key={no} className={layout.below2}>
            <b>
              {no}．{itemText(thing, no)}
            </b>
            {last ? <EntryLine entry={last} /> : <div>{t('field.notYet')}</div>}
          </div>
        );
      })}
      {entries
        .filter(({ kind }) => kind !== 'item')
        .map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
    </Card>
  );
}

function SendCard({ store, pack, entries }: Props & { readonly entries: readonly Entry[] }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sending = useAction(() => send(store, pack), {
    onDone: (sent) => void message.success(t(`field.${sent}`)),
  });
  const keep = useAction(async () => {
    const address = URL.createObjectURL(await exportOf(store, pack));
    const link = document.createElement('a');
    link.href = address;
    link.download = `visit-${pack.device}.json`;
    link.click();
    URL.revokeObjectURL(address);
  });
  return (
    <Card size="small" title={t('field.send')} className={layout.below3}>
      <p className={layout.above0}>{t('field.sendHint')}</p>
      <ProblemAlert error={sending.problem ?? keep.problem} />
      {sending.done ? (
        <Alert type="success" showIcon title={t(`field.${sending.done}`)} className={layout.below2} />
      ) : null}
      <div className={`${layout.row} ${layout.gap2} ${layout.wraps}`}>
        <Button
          type="primary"
          disabled={entries.length === 0}
          loading={sending.busy}
          onClick={() => sending.run()}
        >
          {t('field.send')}
        </Button>
        <Button loading={keep.busy} onClick={() => keep.run()}>
          {t('field.export')}
        </Button>
      </div>
    </Card>
  );
}
