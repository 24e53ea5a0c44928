// SPDX-License-Identifier: Apache-2.0
/** When the unit was reminded of what, by whom and how; reminding it now. */
import { listUnitReminders, remindUnits, type UnitDetail } from '@mingjing/contracts/desk';
import { Button, Card, Empty, Timeline, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { showInstant } from '../../../frame/time.ts';
import { useRead } from '../../../frame/use-read.ts';
import { RemindDialog } from '../../units/parts/remind-dialog.tsx';
import { useMay } from '../../use-role.ts';

export function Reminders({ unit }: { readonly unit: UnitDetail }) {
  const { t } = useTranslation();
  const mayRemind = useMay(remindUnits);
  const [open, setOpen] = useState(false);
  const read = useRead(listUnitReminders, { params: { id: unit.id } });
  return (
    <Card
      size="small"
      title={t('units.remind.history')}
      className={layout.below4}
      extra={
        mayRemind ? (
          <Button size="small" onClick={() => setOpen(true)}>
            {t('units.remind.button')}
          </Button>
        ) : null
      }
    >
      <ProblemAlert error={read.error} onRetry={() => void read.refetch()} />
      {read.data?.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('units.remind.none')} />
      ) : (
        <Timeline
          items={(read.data ?? []).map(({ at, by, about, ways, text }) => ({
            content: (
              <>
                {t(`units.remind.about.${about}`)} ·{' '}
                {ways.map((way) => t(`units.remind.ways.${way}`)).join('、')}
                <br />
                <Typography.Text type="secondary">
                  {showInstant(at)} · {by ?? t('units.remind.itself')}
                </Typography.Text>
                <br />
                {text}
              </>
            ),
          }))}
        />
      )}
      {open ? <RemindDialog unitIds={[unit.id]} count={1} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}
