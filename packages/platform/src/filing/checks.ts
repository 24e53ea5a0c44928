// SPDX-License-Identifier: Apache-2.0
/** What is looked at before a person looks: completeness, code, duplicates, places, days. A person decides. */
import {
  CompleteFilingForm,
  creditCodeDoubt,
  type FilingForm,
  filingSentence,
} from '@mingjing/contracts/desk';
import { type CalendarDay, classifyPlace, retentionOfUnit } from '@mingjing/law';
import type { z } from 'zod';
import { managesByArt7, type Settled } from '../registry/index.ts';

export interface FilingCheck {
  /** Path of the field, e.g. `cameras.3.place`. */
  readonly field: string;
  /** `error` must be put right before submitting; `warning` a reviewer looks at. */
  readonly weight: 'error' | 'warning';
  readonly zh: string;
  readonly en: string;
  readonly provision?: string;
}

export interface CheckSurroundings {
  readonly jurisdiction: string;
  /** The law's numbers are read on this day. */
  readonly on: CalendarDay;
  /** What a person found of the unit: its class of place goes before the words. */
  readonly settled?: Settled;
  /** Other registered units at the same address. */
  readonly neighbours: readonly string[];
  /** Other registered units with the same code. */
  readonly sameCode: readonly string[];
  /** Codes of the unit's registered cameras; verifying deletes none. */
  readonly registeredCameras: readonly string[];
}

/** All findings of a form as it stands, errors first. Pure. */
export function checkFiling(form: FilingForm, around: CheckSurroundings): readonly FilingCheck[] {
  const found = [
    ...missing(form),
    ...codeChecks(form, around),
    ...placeChecks(form, around),
    ...cameraChecks(form),
    ...leftOutChecks(form, around),
    ...storageChecks(form, around),
  ];
  return found.toSorted((a, b) => (a.weight === b.weight ? 0 : a.weight === 'error' ? -1 : 1));
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function missingOf({ path, input }: z.core.$ZodIssue): FilingCheck {
  const field = path.join('.');
  const good = filingSentence(field);
  return {
    field,
    weight: 'error',
    zh: isEmpty(input) ? '请填写' : `“${shortly(input)}”不能用：${good.zh}`,
    en: isEmpty(input) ? 'fill in' : `“${shortly(input)}” does not do: ${good.en}`,
    provision: 'd799/filing-duty',
  };
}

/** What was typed, so that it is found again in a long form. */
const shortly = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 30) : '…';

function missing(form: FilingForm): readonly FilingCheck[] {
  const parsed = CompleteFilingForm.safeParse(form, { reportInput: true });
  const fields = parsed.success ? [] : parsed.error.issues.map(missingOf);
  const dates: readonly FilingCheck[] =
    form.putIntoUseOn || form.acceptancePassedOn
      ? []
      : [
          {
            field: 'putIntoUseOn',
            weight: 'error',
            zh: '请至少填写投入使用日期；备案期限从它算起',
            en: 'give at least the day it was put into use; the period runs from it',
            provision: 'd799/filing-duty',
          },
        ];
  return [...fields, ...dates];
}

function codeChecks({ creditCode }: FilingForm, { sameCode }: CheckSurroundings): readonly FilingCheck[] {
  if (!creditCode) return [];
  const found: FilingCheck[] = [];
  const doubt = creditCodeDoubt(creditCode);
  if (doubt) found.push({ field: 'creditCode', weight: 'warning', ...doubt });
  if (sameCode.length > 0)
    found.push({
      field: 'creditCode',
      weight: 'warning',
      zh: `这个代码已登记在：${sameCode.join('、')}`,
      en: `this code is registered for ${sameCode.join(', ')}`,
    });
  return found;
}

function placeChecks(
  { placeKind }: FilingForm,
  { neighbours, settled }: CheckSurroundings,
): readonly FilingCheck[] {
  const found: FilingCheck[] = [];
  if (neighbours.length > 0)
    found.push({
      field: 'address',
      weight: 'warning',
      zh: `同一地址已登记：${neighbours.join('、')}`,
      en: `already registered at this address: ${neighbours.join(', ')}`,
    });
  if (!settled?.placeClass && placeKind && classifyPlace(placeKind).placeClass === 'unknown')
    found.push({
      field: 'placeKind',
      weight: 'warning',
      zh: '认不出是哪一类场所，请核实是否属于应当备案的',
      en: 'the kind of place is not recognised; see whether the duty to file binds it',
      provision: 'd799/unit-built-places',
    });
  return found;
}

function cameraChecks({ cameras = [] }: FilingForm): readonly FilingCheck[] {
  const found: FilingCheck[] = [];
  const codes = new Set<string>();
  for (const [index, camera] of cameras.entries()) {
    if (camera.code && codes.has(camera.code))
      found.push({
        field: `cameras.${index}.code`,
        weight: 'error',
        zh: '编号重复',
        en: 'the number occurs twice',
      });
    if (camera.code) codes.add(camera.code);
    if (camera.place && classifyPlace(camera.place).prohibited !== null)
      found.push({
        field: `cameras.${index}.place`,
        weight: 'warning',
        zh: '看起来在禁止安装的区域（客房、浴室、卫生间等），请核实',
        en: 'this looks like an area where cameras are forbidden; check it',
        provision: 'd799/prohibited-areas',
      });
    if (camera.noForbiddenArea !== true)
      found.push({
        field: `cameras.${index}.noForbiddenArea`,
        weight: 'warning',
        zh: '没有声明不拍摄禁止区域',
        en: 'not declared to keep out of forbidden areas',
        provision: 'd799/prohibited-areas',
      });
    if (camera.nearSecretUnit === true && !camera.secretUnitConsent)
      found.push({
        field: `cameras.${index}.secretUnitConsent`,
        weight: 'error',
        zh: '位于军事禁区、涉密单位周边的，须填写其同意文件编号',
        en: 'near a military or secret unit its consent is needed: give the number of the document',
        provision: 'd799/near-secret-units',
      });
  }
  return found;
}

function leftOutChecks(
  { cameras = [] }: FilingForm,
  { registeredCameras }: CheckSurroundings,
): readonly FilingCheck[] {
  const filed = new Set(cameras.map(({ code }) => code));
  const left = registeredCameras.filter((code) => !filed.has(code));
  if (left.length === 0 || cameras.length === 0) return [];
  const some = `${left.slice(0, 10).join('、')}${left.length > 10 ? '…' : ''}`;
  return [
    {
      field: 'cameras',
      weight: 'warning',
      zh: `已登记而没有填写的设备 ${left.length} 台：${some}。核验不会删除它们，确已拆除的由公安机关在单位页面删除`,
      en: `${left.length} registered cameras are not in the form: ${some}. Verifying deletes none; the police remove on the unit's page what was taken down`,
    },
  ];
}

function storageChecks(
  { storageDays, placeKind }: FilingForm,
  { jurisdiction, on, settled }: CheckSurroundings,
): readonly FilingCheck[] {
  if (typeof storageDays !== 'number') return [];
  const { requiredDays, decidedBy } = retentionOfUnit(
    {
      jurisdiction: jurisdiction.slice(0, 6),
      ...(placeKind && { place: placeKind }),
      ...settled,
      ...(managesByArt7(placeKind ?? undefined, settled?.placeClass) && { isManagementUnit: true }),
      isPublicSecurityVideoSystem: true,
    },
    on,
  );
  if (requiredDays === null || storageDays >= requiredDays) return [];
  return [
    {
      field: 'storageDays',
      weight: 'warning',
      zh: `存储 ${storageDays} 日，少于应当留存的 ${requiredDays} 日`,
      en: `${storageDays} days kept, less than the required ${requiredDays}`,
      ...(decidedBy !== null && { provision: decidedBy }),
    },
  ];
}
