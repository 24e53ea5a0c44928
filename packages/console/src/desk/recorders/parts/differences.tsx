// SPDX-License-Identifier: Apache-2.0
/** What was filed in one way and is found in another; one step makes the draft of a change filing from it. */
import type { RowOf } from '@mingjing/contracts';
import {
  beginFiling,
  type FilingForm,
  type listUnitRecorders,
  type ReportedFacts,
  readOwnDuty,
  saveFiling,
} from '@mingjing/contracts/desk';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useMay } from '../../use-role.ts';

type Difference = RowOf<typeof listUnitRecorders>['differences'][number];

export function Differences(props: {
  readonly unitId: string;
  readonly differences: readonly Difference[];
  readonly facts: ReportedFacts | null;
}) {
  const { unitId, differences, facts } = props;
  const { t } = useTranslation();
  const may = useMay(beginFiling);
  const navigate = useNavigate();
  const change = useAction(
    async () => {
      const { id, version, form } = await call(beginFiling, { body: { kind: 'change', unitId } });
      await call(saveFiling, { params: { id }, body: { version, form: asFound(form, differences, facts) } });
    },
    { refresh: [readOwnDuty], onDone: () => void navigate({ to: '/own' }) },
  );
  if (differences.length === 0) return null;
  return (
    <Alert
      className={layout.below3}
      type="warning"
      showIcon
      title={t('recorders.differs')}
      description={
        <>
          {differences.map(({ field, filed, found }) => (
            <div key={field}>
              {t('recorders.difference', { field: t(`recorders.field.${field}`), filed, found })}
            </div>
          ))}
          {may ? <div className={layout.soft}>{t('recorders.changeHint')}</div> : null}
          <ProblemAlert error={change.problem} />
        </>
      }
      action={
        may ? (
          <Button onClick={() => change.run()} loading={change.busy}>
            {t('recorders.change')}
          </Button>
        ) : undefined
      }
    />
  );
}

/** Fields that differ as they were found; cameras that were filed keep what was written of them. */
export function asFound(
  form: FilingForm,
  differences: readonly Difference[],
  facts: ReportedFacts | null,
): FilingForm {
  const found = new Map(differences.map((one) => [one.field, one.found]));
  const [days, place] = [found.get('storageDays'), found.get('placeKind')];
  const known = new Map((form.cameras ?? []).map((camera) => [camera.code, camera]));
  return {
    ...form,
    ...(days !== undefined && { storageDays: Number(days) }),
    ...(place !== undefined && { placeKind: place }),
    ...(found.has('cameras') &&
      facts && {
        cameras: facts.cameras.map(({ id, name }) => known.get(id) ?? { code: id, place: name }),
      }),
  };
}
