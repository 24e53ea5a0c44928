// SPDX-License-Identifier: Apache-2.0
/** The unit's side, made for a phone: what is due, the form in four steps saved as it goes, what became of it. */
import type { AnswerOf } from '@mingjing/contracts';
import { beginFiling, type FilingKind, listOwnFilings, readOwnDuty } from '@mingjing/contracts/desk';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Alert, Button, Card, Descriptions, Select, Skeleton, Space, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useAddress } from '../../frame/address.ts';
import { call } from '../../frame/call.ts';
import layout from '../../frame/layout.module.css';
import { ProblemAlert } from '../../frame/problem.tsx';
import { useAction } from '../../frame/use-action.ts';
import { useRead } from '../../frame/use-read.ts';
import { Clocks } from '../filing-words.tsx';
import { FilingEditor } from './parts/filing-editor.tsx';
import { OwnFilings } from './parts/own-filings.tsx';

/** Which of several units, and which filing is being filled in: a letter's link names them, and back leads out of the form. */
const OwnAddress = z.object({
  unit: z.uuid().optional().catch(undefined),
  filing: z.uuid().optional().catch(undefined),
});

export function OwnFilingPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { unit: unitId, filing: edited } = useAddress(OwnAddress);
  const go = (to: z.infer<typeof OwnAddress>) => void navigate({ to: '/own', search: to });
  const edit = (filing: string) => go({ unit: unitId, filing });
  const duty = useRead(readOwnDuty, { query: unitId === undefined ? {} : { unitId } });
  const filings = useRead(listOwnFilings, {});
  const refresh = () => {
    for (const { id } of [readOwnDuty, listOwnFilings]) void queries.invalidateQueries({ queryKey: [id] });
  };
  const begin = useAction(
    (kind: FilingKind) =>
      call(beginFiling, { body: { kind, ...(duty.data?.unit && { unitId: duty.data.unit.id }) } }),
    // Back leads here again: the page then knows of what was begun.
    { refresh: [readOwnDuty, listOwnFilings], onDone: ({ id }) => edit(id) },
  );
  if (duty.isError) return <ProblemAlert error={duty.error} onRetry={() => void duty.refetch()} />;
  if (!duty.data) return <Skeleton active />;
  const { unit, units, clocks } = duty.data;
  const title = <Typography.Title level={1}>{t('filing.own')}</Typography.Title>;
  if (!unit)
    return (
      <>
        {title}
        <Alert
          type="warning"
          showIcon
          title={t('filing.noUnit')}
          description={<a href="/desk/public/register">{t('registration.register')}</a>}
        />
      </>
    );
  if (edited !== undefined)
    return (
      <FilingEditor
        id={edited}
        onClose={() => {
          refresh();
          go({ unit: unitId });
        }}
      />
    );
  return (
    <div className={layout.formWide}>
      {title}
      {units.length > 1 ? (
        <Select
          aria-label={t('registration.chooseUnit')}
          className={`${layout.full} ${layout.below4}`}
          value={unit.id}
          onChange={(unit: string) => go({ unit })}
          options={units.map(({ id, name, address }) => ({ value: id, label: `${name} · ${address}` }))}
        />
      ) : null}
      <ProblemAlert error={begin.problem} />
      <UnitCard duty={duty.data} unit={unit} busy={begin.busy} onBegin={begin.run} onGoOn={edit} />
      <Clocks clocks={clocks} />
      <OwnFilings filings={filings.data ?? []} onChanged={refresh} />
    </div>
  );
}

type Duty = AnswerOf<typeof readOwnDuty>;

/** The unit, how its filing stands, and what may be begun or gone on with. */
function UnitCard({
  duty: { open },
  unit,
  busy,
  onBegin,
  onGoOn,
}: {
  readonly duty: Duty;
  readonly unit: NonNullable<Duty['unit']>;
  readonly busy: boolean;
  readonly onBegin: (kind: FilingKind) => void;
  readonly onGoOn: (id: string) => void;
}) {
  const { t } = useTranslation();
  const editable = open?.status === 'draft' || open?.status === 'returned';
  return (
    <Card className={layout.below4}>
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2 }}
        items={[
          { key: 'name', label: t('filing.unit'), children: unit.name },
          {
            key: 'state',
            label: t('filing.filterStatus'),
            children: t(`filing.state.${unit.filingState}`),
          },
          { key: 'address', label: t('filing.address'), children: unit.address },
          { key: 'place', label: t('filing.placeKind'), children: unit.placeKind },
        ]}
      />
      {open?.status === 'submitted' || open?.status === 'accepted' ? (
        <Alert type="info" showIcon title={t('filing.submitted')} className={layout.above3} />
      ) : null}
      {open?.status === 'returned' ? (
        <Alert type="warning" showIcon title={t('filing.returnedBecause')} className={layout.above3} />
      ) : null}
      <Space wrap className={layout.above4}>
        {open && editable ? (
          <Button type="primary" size="large" onClick={() => onGoOn(open.id)}>
            {t('filing.continue')}
          </Button>
        ) : null}
        {open === null ? (
          unit.filedOn === null ? (
            <>
              <Button type="primary" size="large" loading={busy} onClick={() => onBegin('first')}>
                {t('filing.begin')}
              </Button>
              <Button size="large" disabled={busy} onClick={() => onBegin('transitional')}>
                {t('filing.kind.transitional')}
              </Button>
            </>
          ) : (
            <Button type="primary" size="large" loading={busy} onClick={() => onBegin('change')}>
              {t('filing.change')}
            </Button>
          )
        ) : null}
      </Space>
    </Card>
  );
}
