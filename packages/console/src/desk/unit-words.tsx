// SPDX-License-Identifier: Apache-2.0
/** How a unit's filing state looks, the same on every page. */
import type { UnitRow } from '@mingjing/contracts/desk';
import { Space, Tag } from 'antd';
import { useTranslation } from 'react-i18next';

type FilingState = UnitRow['filingState'];

export const stateColours: Readonly<Record<FilingState, string>> = {
  unfiled: 'orange',
  pending: 'blue',
  returned: 'gold',
  filed: 'green',
  notRequired: 'default',
};

export function UnitStateTag({
  state,
  overdue = false,
}: {
  readonly state: FilingState;
  readonly overdue?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Space size={4}>
      <Tag color={stateColours[state]}>{t(`units.states.${state}`)}</Tag>
      {overdue ? <Tag color="red">{t('units.late')}</Tag> : null}
    </Space>
  );
}
