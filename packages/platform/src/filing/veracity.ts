// SPDX-License-Identifier: Apache-2.0
/** What the unit wrote against what its recorder says: differences for a reviewer to look at. Decides nothing. */
import type { FilingForm } from '@mingjing/contracts/desk';
import { parseTime, type RecorderFacts } from '@mingjing/evidence';
import type { FilingCheck } from './checks.ts';

export interface FiledFacts {
  readonly facts: RecorderFacts;
  /** Of the key that signed them. */
  readonly fingerprint: string;
}

const dayMs = 86_400_000;

/** Differences between a form and the facts handed in with it. Pure. */
export function compareWithRecorder(form: FilingForm, filed: FiledFacts | null): readonly FilingCheck[] {
  if (!filed) return [];
  const { facts } = filed;
  const found: FilingCheck[] = [];
  const warn = (field: string, zh: string, en: string, provision: string) =>
    found.push({ field, weight: 'warning', zh, en, provision });
  const [written, recorded] = [form.cameras?.length ?? 0, facts.cameras.length];
  if (written !== recorded)
    warn(
      'cameras',
      `填写了 ${written} 台设备，录像机里有 ${recorded} 台`,
      `${written} cameras filed, the recorder has ${recorded}`,
      'd799/filing-duty',
    );
  const days = typeof form.storageDays === 'number' ? form.storageDays : 0;
  if (days > facts.requiredDays)
    warn(
      'storageDays',
      `填写的期限 ${days} 日，录像机只保证保存 ${facts.requiredDays} 日`,
      `${days} days filed, the recorder guarantees ${facts.requiredDays}`,
      'd799/retention',
    );
  const begun = facts.cameras.flatMap(({ oldest }) => (oldest === null ? [] : [parseTime(oldest) ?? 0]));
  const silent = facts.cameras.length - begun.length;
  if (silent > 0)
    warn(
      'cameras',
      `录像机里有 ${silent} 台还没有任何录像`,
      `${silent} cameras of the recorder have no footage yet`,
      'd799/retention',
    );
  const usedMs = form.putIntoUseOn ? Date.parse(`${form.putIntoUseOn}T00:00:00+08:00`) : undefined;
  if (usedMs !== undefined && begun.length > 0 && Math.min(...begun) < usedMs - dayMs)
    warn(
      'putIntoUseOn',
      `录像机在填写的投入使用日期之前已经在录像（最早 ${new Date(Math.min(...begun) + 8 * 3_600_000).toISOString().slice(0, 10)}）`,
      'the recorder has footage from before the day it is said to have been put into use',
      'd799/filing-duty',
    );
  const { creditCode } = facts.unit;
  if (creditCode !== '' && form.creditCode && creditCode !== form.creditCode)
    warn(
      'creditCode',
      '与录像机里登记的统一社会信用代码不同',
      'differs from the credit code the recorder has',
      'd799/filing-duty',
    );
  return found;
}
