// SPDX-License-Identifier: Apache-2.0
/** A telephone number stays hidden until somebody says why they look, wherever it stands. */
import { App, Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../frame/problem.tsx';
import { useAction } from '../frame/use-action.ts';

/** Asks for the reason that the audit keeps. @returns a dialog's opener */
export function useReason(): (then: (purpose: string) => Promise<void>) => void {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  return (then) => {
    let purpose = '';
    modal.confirm({
      title: t('unit.showPhone'),
      content: (
        <>
          <p>{t('unit.phonePurpose')}</p>
          <Input
            aria-label={t('unit.phonePurpose')}
            maxLength={200}
            onChange={({ target }) => {
              purpose = target.value;
            }}
          />
        </>
      ),
      onOk: () => then(purpose),
    });
  };
}

export function Phone({
  masked,
  open,
}: {
  readonly masked: string;
  /** Absent: this person may not open it. */
  readonly open?: ((purpose: string) => Promise<{ readonly phone: string }>) | undefined;
}) {
  const { t } = useTranslation();
  const ask = useReason();
  const opening = useAction((purpose: string) => open?.(purpose) ?? Promise.resolve(undefined));
  if (opening.done) return <span className="tabular">{opening.done.phone}</span>;
  return (
    <>
      <ProblemAlert error={opening.problem} />
      <span className="tabular">{masked}</span>{' '}
      {open ? (
        <Button size="small" type="link" onClick={() => ask(opening.finish)}>
          {t('unit.showPhone')}
        </Button>
      ) : null}
    </>
  );
}
