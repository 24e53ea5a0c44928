// SPDX-License-Identifier: Apache-2.0
/** A filing that reached the wrong office goes to the right one with its unit. */
import { readUnit } from '@mingjing/contracts/desk';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useRead } from '../../../frame/use-read.ts';
import { MoveDialog } from '../../unit/parts/move-dialog.tsx';

export function MoveButton({ unitId }: { readonly unitId: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const unit = useRead(readUnit, { params: { id: unitId } }, { enabled: open });
  return (
    <>
      <Button loading={open && unit.isPending} onClick={() => setOpen(true)}>
        {t('unit.move')}
      </Button>
      {open ? <ProblemAlert error={unit.error} /> : null}
      {open && unit.data ? <MoveDialog unit={unit.data} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
