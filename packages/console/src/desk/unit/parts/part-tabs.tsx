// SPDX-License-Identifier: Apache-2.0
/** Systems, cameras and people of a unit. */
import type { BodyOf } from '@mingjing/contracts';
import {
  addCamera,
  addPerson,
  addSystem,
  changeCamera,
  changePerson,
  changeSystem,
  openPhone,
  removeCamera,
  removePerson,
  removeSystem,
  type UnitDetail,
} from '@mingjing/contracts/desk';
import { classifyPlace } from '@mingjing/law';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import { Phone } from '../../phone.tsx';
import { PartTable } from './part-table.tsx';

type System = UnitDetail['systems'][number];
type Camera = UnitDetail['cameras'][number];
type Person = UnitDetail['people'][number];

interface Props {
  readonly unit: UnitDetail;
  readonly mayWrite: boolean;
  readonly onChanged: () => void;
}

export function SystemsTab({ unit, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <PartTable<System, BodyOf<typeof addSystem>>
      {...rest}
      part="systems"
      acts={{
        add: (body) => call(addSystem, { params: { id: unit.id }, body }),
        change: (part, body) => call(changeSystem, { params: { id: unit.id, part }, body }),
        remove: (part) => call(removeSystem, { params: { id: unit.id, part } }),
      }}
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
    <PartTable<Camera, BodyOf<typeof addCamera>>
      {...rest}
      part="cameras"
      acts={{
        add: (body) => call(addCamera, { params: { id: unit.id }, body }),
        change: (part, body) => call(changeCamera, { params: { id: unit.id, part }, body }),
        remove: (part) => call(removeCamera, { params: { id: unit.id, part } }),
      }}
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
    <PartTable<Person, BodyOf<typeof addPerson>>
      {...rest}
      part="people"
      acts={{
        add: (body) => call(addPerson, { params: { id: unit.id }, body }),
        change: (part, body) => call(changePerson, { params: { id: unit.id, part }, body }),
        remove: (part) => call(removePerson, { params: { id: unit.id, part } }),
      }}
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
          show: (person) => (
            <Phone
              masked={person.phone}
              open={
                rest.mayWrite
                  ? (purpose) =>
                      call(openPhone, { params: { id: unit.id, part: person.id }, query: { purpose } })
                  : undefined
              }
            />
          ),
        },
      ]}
    />
  );
}
