// SPDX-License-Identifier: Apache-2.0
/** What is owed: fine, surcharge of 3 % a day capped at the fine and not counted while an objection runs. Yuan. */
import { addDays, daysBetween, numberOn } from '@mingjing/law';
import type { CaseData } from './case-data.ts';
import { finesOf } from './violations.ts';

export interface Owed {
  readonly fineYuan: number;
  readonly surchargeYuan: number;
  readonly paidYuan: number;
  readonly openYuan: number;
  /** Days that bore a surcharge. */
  readonly daysLate: number;
}

/**
 * @param payBy last day to pay; undefined while it was not served
 * @legal penalty-law-2021/surcharge, penalty-law-2021/no-suspension
 */
export function owed(data: CaseData, payBy: string | undefined, today: string): Owed {
  const fineYuan = finesOf(data.decision).reduce((sum, { amountYuan }) => sum + amountYuan, 0);
  const payments = [...(data.payments ?? [])].sort((a, b) => (a.on < b.on ? -1 : 1));
  const paidYuan = payments.reduce((sum, { amountYuan }) => sum + amountYuan, 0);
  if (payBy === undefined)
    return { fineYuan, surchargeYuan: 0, paidYuan, openYuan: Math.max(0, fineYuan - paidYuan), daysLate: 0 };
  const percent = numberOn('penalty-law-2021/surcharge-percent', payBy);
  const settledOn = paidInFullOn(payments, fineYuan);
  const daysLate = countLate(payBy, settledOn ?? today, data.objections ?? []);
  const surchargeYuan = Math.min(fineYuan, Math.round((fineYuan * percent * daysLate) / 100));
  return {
    fineYuan,
    surchargeYuan,
    paidYuan,
    openYuan: Math.max(0, fineYuan + surchargeYuan - paidYuan),
    daysLate,
  };
}

function paidInFullOn(payments: NonNullable<CaseData['payments']>, fineYuan: number): string | undefined {
  let sum = 0;
  for (const { amountYuan, on } of payments) {
    sum += amountYuan;
    if (sum >= fineYuan) return on;
  }
  return undefined;
}

function countLate(payBy: string, until: string, objections: NonNullable<CaseData['objections']>): number {
  let days = 0;
  const late = Math.max(0, daysBetween(payBy, until));
  for (let n = 1; n <= late; n += 1) {
    const day = addDays(payBy, n);
    if (!objections.some(({ from, until: end }) => from <= day && (end === null || day <= end))) days += 1;
  }
  return days;
}
