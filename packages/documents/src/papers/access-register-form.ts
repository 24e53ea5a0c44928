// SPDX-License-Identifier: Apache-2.0
/** 查看、调取、复制图像信息情况登记表 (Beijing Measures art. 17(三)): one form per request, or the register of a period. */
import { chineseDay, chineseInstant } from '../chinese-date.ts';
import type { OfficialDocument } from '../document.ts';
import type { Requester } from './electronic-certificate.ts';

export interface AccessRegisterForm {
  readonly registerNumber: string;
  readonly unitName: string;
  /** 查看 / 调取 / 复制. */
  readonly manner: string;
  readonly purpose: string;
  readonly ground: string;
  readonly requesters: readonly Requester[];
  readonly certificate: string;
  /** What this kind of request is asked besides, and how it was decided: label and words. */
  readonly particulars: readonly (readonly [string, string])[];
  readonly cameras: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly handledBy: string;
  readonly approvedBy: string;
  readonly registeredAt: string;
  readonly remarks: string;
}

/** The form of one look or copy, ready to sign. */
export function accessRegisterForm(facts: AccessRegisterForm): OfficialDocument {
  return {
    title: '查看、调取、复制图像信息情况登记表',
    number: `登记号：${facts.registerNumber}`,
    density: 'form',
    blocks: [
      {
        kind: 'fields',
        perRow: 1,
        rows: [
          ['使用单位', facts.unitName],
          ['方式', facts.manner],
          ['事由和用途', facts.purpose],
          ['依据', facts.ground],
          ['证明文件', facts.certificate],
          ['摄像机', facts.cameras.join('、')],
          ['图像起止时间', `${chineseInstant(facts.from)} 至 ${chineseInstant(facts.to)}`],
          ['登记时间', chineseInstant(facts.registeredAt)],
          ...facts.particulars,
        ],
      },
      {
        kind: 'table',
        columns: ['序号', '姓名', '单位', '工作证件号', '签名'],
        widths: [0.5, 1, 2, 1.6, 1.4],
        empty: '无',
        rows: facts.requesters.map((person, index) => [
          String(index + 1),
          person.name,
          person.unit,
          person.credential,
          '',
        ]),
      },
      {
        kind: 'fields',
        perRow: 2,
        rows: [
          ['经办人', facts.handledBy],
          ['批准人', facts.approvedBy],
          ['备注', facts.remarks],
        ],
      },
      { kind: 'signatures', places: ['调取人员签名', '经办人签名', '批准人签名'] },
      { kind: 'note', text: '调取人员应当遵守图像信息的使用、保密制度，不得擅自提供、传播图像信息。' },
    ],
  };
}

export interface RegisterRow {
  readonly number: string;
  readonly registeredAt: string;
  readonly manner: string;
  readonly persons: string;
  readonly purpose: string;
  readonly ground: string;
  readonly cameras: string;
  readonly range: string;
  readonly shown: string;
  readonly approvedBy: string;
}

/**
 * The register of a period as a table, landscape.
 *
 * @param leftOut earlier rows that the paper does not print; it says so
 */
export function accessRegisterList(
  unitName: string,
  from: string,
  to: string,
  rows: readonly RegisterRow[],
  leftOut = 0,
): OfficialDocument {
  return {
    title: '查看、调取、复制图像信息情况登记表',
    number: `${unitName}　${chineseDay(from)} 至 ${chineseDay(to)}`,
    orientation: 'landscape',
    density: 'form',
    blocks: [
      {
        kind: 'table',
        columns: [
          '登记号',
          '登记时间',
          '方式',
          '人员和单位',
          '事由和用途',
          '依据',
          '摄像机',
          '图像起止时间',
          '实际查看',
          '批准人',
        ],
        widths: [0.9, 1.5, 0.7, 1.6, 1.4, 1.5, 1.1, 1.8, 1.2, 0.8],
        empty: '本期没有登记',
        rows: rows.map((row) => [
          row.number,
          chineseInstant(row.registeredAt),
          row.manner,
          row.persons,
          row.purpose,
          row.ground,
          row.cameras,
          row.range,
          row.shown,
          row.approvedBy,
        ]),
      },
      ...(leftOut > 0
        ? [
            {
              kind: 'note' as const,
              text: `本表只印最近 ${rows.length} 条，此前还有 ${leftOut} 条没有印出；全部登记见电子表格，或缩短起止日期后再印。`,
            },
          ]
        : []),
      { kind: 'note', text: '登记内容来自录像机只可追加的日志，不能修改或删除；更正以新的登记指明原登记。' },
    ],
  };
}
