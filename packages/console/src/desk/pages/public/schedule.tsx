// SPDX-License-Identifier: Apache-2.0
import '../../../law/law.css';
import { useTranslation } from 'react-i18next';
import { ScheduleTab } from '../../../law/schedule-tab.tsx';
import { DoorStep } from '../../door-step.tsx';

/** The schedule must be public (penalty law art. 34): no sign-in. */
export function PublicSchedulePage() {
  const { t } = useTranslation();
  return (
    <DoorStep title={t('public.schedule')} wide>
      <ScheduleTab />
    </DoorStep>
  );
}
