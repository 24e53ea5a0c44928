// SPDX-License-Identifier: Apache-2.0
/** Between the form's fields (pickers, empty texts) and what is filed. */
import type { FilingForm } from '@mingjing/contracts/desk';
import dayjs, { type Dayjs } from 'dayjs';

export interface FormValues extends Omit<FilingForm, 'acceptancePassedOn' | 'putIntoUseOn'> {
  readonly acceptancePassedOn?: Dayjs | null;
  readonly putIntoUseOn?: Dayjs | null;
}

const day = (text: string | null | undefined): Dayjs | null =>
  text && dayjs(text).isValid() ? dayjs(text) : null;

const numbers = ['storageDays', 'longitude', 'latitude', 'azimuthDegrees', 'rangeMetres'];

/** `30`, `30 天` and `３０日` are numbers; what is none stays as it was typed, for the check to name. */
function typedNumber(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const bare = value.normalize('NFKC').trim();
  const plain = bare.replace(/\s*(天|日|米|度|°|m)$/, '');
  return /^[-+−]?\d+(\.\d+)?$/.test(plain) ? Number(plain.replace('−', '-')) : bare;
}

export const valuesOf = (form: FilingForm): FormValues => ({
  ...form,
  people: form.people && form.people.length > 0 ? form.people : [{}],
  cameras: form.cameras && form.cameras.length > 0 ? form.cameras : [{ kind: 'dome' }],
  acceptancePassedOn: day(form.acceptancePassedOn),
  putIntoUseOn: day(form.putIntoUseOn),
});

/** What nobody typed is left out, so that a draft may lack anything. */
function given<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, v]) => [name, numbers.includes(name) ? typedNumber(v) : v] as const)
      .filter(([, v]) => v !== undefined && v !== '' && v !== null),
  ) as T;
}

export function formOf({
  acceptancePassedOn,
  putIntoUseOn,
  people = [],
  cameras = [],
  ...rest
}: FormValues): FilingForm {
  return given({
    ...rest,
    people: people.map(given).filter((person) => Object.keys(person).length > 0),
    cameras: cameras
      .map((camera) => given(camera))
      .filter((camera) => Object.keys(camera).some((name) => name !== 'kind')),
    ...(acceptancePassedOn ? { acceptancePassedOn: acceptancePassedOn.format('YYYY-MM-DD') } : {}),
    ...(putIntoUseOn ? { putIntoUseOn: putIntoUseOn.format('YYYY-MM-DD') } : {}),
  });
}
