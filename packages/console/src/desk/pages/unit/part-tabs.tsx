// SPDX-License-Identifier: Apache-2.0
/** Systems, cameras and people of a unit. */
import { classifyPlace } from '@mingjing/law';
import { App, Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Camera, openPhone, type Person, type System, type Unit } from '../../api/units.ts';
import { PartTable } from './part-table.tsx';

interface Props {
  readonly unit: Unit;
  readonly mayWrite: boolean;
  readonly onChanged: () => void;
}

export function SystemsTab({ unit, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <PartTable<System>
      {...rest}
      unitId={unit.id}
      part="systems"
      rows={unit.systems}
      fields={[
        { name: 'name', label: t('unit.systemName'), kind: 'text', required: true },
        { name: 'acceptancePassedOn', label: t('unit.acceptancePassedOn'), kind: 'day' },
        { name: 'putIntoUseOn', label: t('unit.putIntoUseOn'), kind: 'day' },
        { name: 'storageDays', label: t('unit.storageDays'), kind: 'number' },
      ]}
    />
  );
}

export function CamerasTab({ unit, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <PartTable<Camera>
      {...rest}
      unitId={unit.id}
      part="cameras"
      rows={unit.cameras}
      fields={[
        { name: 'code', label: t('unit.code'), kind: 'text', required: true },
        {
          name: 'place',
          label: t('unit.place'),
          kind: 'text',
          required: true,
          show: ({ place }) => (
            <>
              {place}{' '}
              {classifyPlace(place).prohibited === null ? null : <Tag color="red">{t('unit.forbidden')}</Tag>}
            </>
          ),
        },
        { name: 'kind', label: t('unit.kind'), kind: 'text', required: true },
        { name: 'azimuthDegrees', label: t('unit.azimuthDegrees'), kind: 'number' },
        { name: 'rangeMetres', label: t('unit.rangeMetres'), kind: 'number' },
        { name: 'noForbiddenArea', label: t('unit.noForbiddenArea'), kind: 'tick' },
        { name: 'nearSecretUnit', label: t('unit.nearSecretUnit'), kind: 'tick' },
        {
          name: 'secretUnitConsent',
          label: t('unit.secretUnitConsent'),
          kind: 'text',
          show: ({ nearSecretUnit, secretUnitConsent }) =>
            nearSecretUnit && secretUnitConsent === null ? (
              <Tag color="red">{t('unit.consentMissing')}</Tag>
            ) : (
              secretUnitConsent
            ),
        },
      ]}
    />
  );
}

export function PeopleTab({ unit, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <PartTable<Person>
      {...rest}
      unitId={unit.id}
      part="people"
      rows={unit.people}
      fields={[
        { name: 'name', label: t('unit.personName'), kind: 'text', required: true },
        { name: 'duty', label: t('unit.duty'), kind: 'text', required: true },
        {
          name: 'phone',
          label: t('unit.phone'),
          kind: 'text',
          required: true,
          secret: true,
          show: (person) => <Phone unitId={unit.id} person={person} mayOpen={rest.mayWrite} />,
        },
      ]}
    />
  );
}

/** The number stays hidden until somebody says why they look. */
function Phone({
  unitId,
  person,
  mayOpen,
}: {
  readonly unitId: string;
  readonly person: Person;
  readonly mayOpen: boolean;
}) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const [phone, setPhone] = useState<string>();
  if (phone !== undefined) return <span className="tabular">{phone}</span>;
  const ask = () => {
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
      onOk: async () => {
        try {
          setPhone((await openPhone(unitId, person.id, purpose)).phone);
        } catch (error) {
          message.error(error instanceof Error ? error.message : String(error));
        }
      },
    });
  };
  return (
    <>
      <span className="tabular">{person.phone}</span>{' '}
      {mayOpen ? (
        <Button size="small" type="link" onClick={ask}>
          {t('unit.showPhone')}
        </Button>
      ) : null}
    </>
  );
}
