// SPDX-License-Identifier: Apache-2.0
/** A row of a register opened: what it says and said before, correcting it, withdrawing it; or a new one. */
import { operationsOf, type Register, type RegisterRow } from '@mingjing/contracts/registers';
import { Button, Descriptions, Drawer, Space, Tag, Timeline, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useRead } from '../../../frame/use-read.ts';
import { useCells } from './cells.ts';
import { FileLink } from './file-field.tsx';
import { Pictures } from './pictures.tsx';
import { RowForm } from './row-form.tsx';
import { WithdrawForm } from './withdraw-form.tsx';

interface Props {
  readonly register: Register;
  readonly opened: RegisterRow | 'new' | undefined;
  readonly mayWrite: boolean;
  readonly known: RegisterRow['values'];
  readonly onClose: () => void;
  readonly onWritten: () => void;
}

export function RowDrawer({ register, opened, mayWrite, known, onClose, onWritten }: Props) {
  const { t } = useTranslation();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  return (
    <Drawer
      open={opened !== undefined}
      onClose={onClose}
      destroyOnHidden
      title={`${register.title[language]}${opened === 'new' ? ` · ${t('registers.write')}` : ''}`}
      size="min(560px, 100vw)"
    >
      {opened === 'new' ? <RowForm register={register} known={known} onWritten={onWritten} /> : null}
      {opened !== undefined && opened !== 'new' ? (
        <Opened register={register} id={opened.id} mayWrite={mayWrite} onWritten={onWritten} />
      ) : null}
    </Drawer>
  );
}

interface OpenedProps extends Pick<Props, 'register' | 'mayWrite' | 'onWritten'> {
  readonly id: string;
}

function Opened({ register, id, mayWrite, onWritten }: OpenedProps) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<'correct' | 'withdraw'>();
  const { read } = operationsOf(register);
  const found = useRead(read, { params: { id } });
  if (!found.data) return <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />;
  const { row, history } = found.data;
  if (doing === 'correct') return <RowForm register={register} row={row} onWritten={onWritten} />;
  if (doing === 'withdraw') return <WithdrawForm register={register} row={row} onWritten={onWritten} />;
  return (
    <>
      <Space wrap className={layout.below4}>
        <Pictures register={register} values={row.values} />
        {mayWrite && !row.withdrawn ? (
          <>
            <Button onClick={() => setDoing('correct')}>{t('registers.correct')}</Button>
            <Button danger onClick={() => setDoing('withdraw')}>
              {t('registers.withdraw')}
            </Button>
          </>
        ) : null}
      </Space>
      <Typography.Title level={2} className={layout.lead}>
        {t('registers.history')}
      </Typography.Title>
      <Timeline
        items={[...history].reverse().map((version) => ({
          key: version.version,
          children: <Version register={register} {...version} />,
        }))}
      />
    </>
  );
}

type VersionProps = Pick<
  RegisterRow,
  'version' | 'values' | 'by' | 'atMs' | 'entry' | 'hash' | 'withdrawn' | 'differs'
> & {
  readonly register: Register;
  readonly reason?: string | undefined;
};

function Version({ register, values, by, atMs, reason, entry, hash, withdrawn, differs }: VersionProps) {
  const { t } = useTranslation();
  const show = useCells();
  const language = currentLanguage() === 'en' ? 'en' : 'zh';
  return (
    <>
      <Space wrap size={6}>
        <span className="tabular">{showInstant(atMs)}</span>
        {by.name}
        {withdrawn ? <Tag color="red">{t('registers.withdrawn')}</Tag> : null}
        {differs ? <Tag color="red">{t('registers.differs')}</Tag> : null}
        {reason === undefined ? null : (
          <Typography.Text type="secondary">
            {t('common.reason')}：{reason}
          </Typography.Text>
        )}
      </Space>
      {withdrawn ? null : (
        <Descriptions
          size="small"
          column={1}
          bordered
          className={layout.around2}
          items={Object.entries(register.fields).map(([name, field]) => ({
            key: name,
            label: field[language],
            children: (
              <span className={`${layout.keepsLines} ${layout.breaksWords}`}>
                {field.kind === 'file' && typeof values[name] === 'string' ? (
                  <FileLink register={register} value={values[name]} />
                ) : (
                  show(field, values[name]) || '—'
                )}
              </span>
            ),
          }))}
        />
      )}
      <Typography.Text type="secondary" className={layout.small}>
        {t('registers.proof', { entry })} <code>{hash.slice(0, 12)}…</code>
      </Typography.Text>
    </>
  );
}
