// SPDX-License-Identifier: Apache-2.0
/** What can be done with several units at once: those ticked, or all that the search finds. */
import { inviteUnits, mostAtOnce, remindUnits } from '@mingjing/contracts/desk';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { useMay } from '../../use-role.ts';
import { InviteDrawer } from './invite-drawer.tsx';
import { RemindDialog } from './remind-dialog.tsx';
import type { UnitSearch } from './unit-search.ts';

/** A ticked row; it stays ticked when the list is turned. */
export interface Ticked {
  readonly id: string;
  readonly name: string;
}

interface Props {
  readonly ticked: readonly Ticked[];
  readonly search: UnitSearch;
  readonly total: number;
  /** Ticks every row of the page that is shown. */
  readonly onPage: () => void;
  readonly onClear: () => void;
}

export function BatchBar({ ticked, search, total, onPage, onClear }: Props) {
  const { t } = useTranslation();
  const mayInvite = useMay(inviteUnits);
  const mayRemind = useMay(remindUnits);
  const [open, setOpen] = useState<'invite' | 'remind'>();
  if (!mayInvite && !mayRemind) return null;
  const filtered = Object.keys(search).some((name) => name !== 'sort' && name !== 'direction');
  const close = () => setOpen(undefined);
  return (
    <Space wrap className={layout.inside3} role="group" aria-label={t('units.batch.title')}>
      <span role="status">{t('units.batch.ticked', { count: ticked.length })}</span>
      <Button onClick={onPage}>{t('units.batch.page')}</Button>
      {mayInvite ? (
        <Button disabled={ticked.length > mostAtOnce} onClick={() => setOpen('invite')}>
          {t(ticked.length === 0 ? 'units.batch.inviteByList' : 'units.batch.invite')}
        </Button>
      ) : null}
      {mayRemind ? (
        <Button
          disabled={ticked.length > mostAtOnce || (ticked.length === 0 && (!filtered || total === 0))}
          onClick={() => setOpen('remind')}
        >
          {t(ticked.length === 0 ? 'units.batch.remindFound' : 'units.batch.remind')}
        </Button>
      ) : null}
      {ticked.length > 0 ? (
        <Button type="link" onClick={onClear}>
          {t('units.batch.clear')}
        </Button>
      ) : null}
      {open === 'invite' ? <InviteDrawer units={ticked} onClose={close} /> : null}
      {open === 'remind' ? (
        <RemindDialog
          {...(ticked.length > 0 ? { unitIds: ticked.map(({ id }) => id) } : { search })}
          count={ticked.length > 0 ? ticked.length : total}
          onClose={close}
        />
      ) : null}
    </Space>
  );
}
