// SPDX-License-Identifier: Apache-2.0
/** Circumstances and sanctions of articles 13 and 26 to 30 of Decree 799, numbered as published. */

import {
  always,
  individualFine,
  orderByGeneralRule,
  responsiblePersons,
  sanction,
  stage,
  unitFine,
  unspecifiedFine,
} from '../../forms/violation.ts';
import type { ProvisionId } from '../../types/corpus.ts';
import type { PrintedFine } from '../../types/rules.ts';
import { both, byIndividual, byUnit, id, refused, refusedOrSerious } from './terms.ts';

const deletion = '删除所收集的视频图像信息';
const devices = ['相关设备设施'];

const unitAmounts = (unit: PrintedFine, persons: PrintedFine): readonly PrintedFine[] => [unit, persons];

export const art26 = [
  stage(
    `${id('unauthorised-install-sanction')}#order`,
    '违反第七条第三款、第九条第一款规定安装',
    { not: refused },
    sanction({ orders: ['责令限期改正'], requires: [deletion] }),
  ),
  stage(
    `${id('unauthorised-install-sanction')}#unit`,
    '单位拒不改正',
    both(refused, byUnit),
    sanction({
      orders: [orderByGeneralRule],
      requires: [deletion],
      confiscation: devices,
      fines: unitAmounts(unitFine(null, 20_000), responsiblePersons(null, 5_000)),
    }),
  ),
  stage(
    `${id('unauthorised-install-sanction')}#individual`,
    '个人拒不改正',
    both(refused, byIndividual),
    sanction({
      orders: [orderByGeneralRule],
      requires: [deletion],
      confiscation: devices,
      fines: [individualFine(null, 5_000)],
    }),
  ),
];
export const confiscateAndFine = (provision: ProvisionId) => [
  stage(
    `${provision}#unit`,
    '单位安装',
    byUnit,
    sanction({
      orders: [orderByGeneralRule],
      requires: [deletion],
      confiscation: devices,
      fines: unitAmounts(unitFine(10_000, 20_000), responsiblePersons(5_000, 10_000)),
    }),
  ),
  stage(
    `${provision}#individual`,
    '个人安装',
    byIndividual,
    sanction({
      orders: [orderByGeneralRule],
      requires: [deletion],
      confiscation: devices,
      fines: [individualFine(5_000, 10_000)],
    }),
  ),
];
const notify = '通报有关主管部门';
export const art27Second = [
  stage(
    `${id('daily-check-sanction')}#order`,
    '未履行日常管理和检查义务',
    { not: refusedOrSerious },
    sanction({ orders: ['责令改正'] }),
  ),
  stage(
    `${id('daily-check-sanction')}#unit`,
    '单位拒不改正或者造成严重后果',
    both(refusedOrSerious, byUnit),
    sanction({
      orders: ['责令改正'],
      requires: [notify],
      fines: unitAmounts(unitFine(10_000, 20_000), responsiblePersons(5_000, 10_000)),
    }),
  ),
  stage(
    `${id('daily-check-sanction')}#individual`,
    '个人拒不改正或者造成严重后果',
    both(refusedOrSerious, byIndividual),
    sanction({ orders: ['责令改正'], requires: [notify], fines: [individualFine(5_000, 10_000)] }),
  ),
];
export const art29 = [
  stage(
    `${id('filing-sanction')}#order`,
    '未依照第十四条规定备案或者提供虚假备案信息',
    { not: refused },
    sanction({ orders: ['责令限期改正'] }),
  ),
  stage(
    `${id('filing-sanction')}#fine`,
    '拒不改正',
    refused,
    sanction({ orders: [orderByGeneralRule], fines: [unspecifiedFine(null, 10_000)] }),
  ),
];
export const art30 = [
  stage(
    `${id('tamper-sanction')}#warning`,
    '擅自改动、迁移、拆除图像采集设备及相关设施',
    { not: refusedOrSerious },
    sanction({ orders: ['责令改正'], warning: true }),
  ),
  stage(
    `${id('tamper-sanction')}#unit`,
    '单位拒不改正或者造成严重后果',
    both(refusedOrSerious, byUnit),
    sanction({
      orders: ['责令改正'],
      warning: true,
      fines: unitAmounts(unitFine(5_000, 10_000), responsiblePersons(null, 5_000)),
    }),
  ),
  stage(
    `${id('tamper-sanction')}#individual`,
    '个人拒不改正或者造成严重后果',
    both(refusedOrSerious, byIndividual),
    sanction({ orders: ['责令改正'], warning: true, fines: [individualFine(null, 5_000)] }),
  ),
];
export const art13 = [
  stage(
    `${id('placement-and-signs')}#order`,
    '未设置显著提示标识',
    always,
    sanction({ orders: ['责令改正'] }),
  ),
];
