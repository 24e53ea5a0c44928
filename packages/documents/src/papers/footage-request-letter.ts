// SPDX-License-Identifier: Apache-2.0
/** 调取证据通知书: what an organ of state hands the unit (Decree 799 art. 20): who, what for, which cameras, from when to when. */
import { chineseDay, chineseInstant } from '../chinese-date.ts';
import type { OfficialDocument } from '../document.ts';
import type { Requester } from './electronic-certificate.ts';

export interface FootageRequestLetter {
  readonly number: string | null;
  readonly organ: string;
  readonly unitName: string;
  readonly purpose: string;
  readonly incident: string;
  readonly officers: readonly Requester[];
  readonly cameras: readonly string[];
  /** RFC 3339. */
  readonly from: string;
  readonly to: string;
  readonly necessity: string | null;
  readonly emergency: string | null;
  /** Calendar day. */
  readonly answerBy: string | null;
  readonly issuedOn: string;
}

export function footageRequestLetter(facts: FootageRequestLetter): OfficialDocument {
  return {
    title: '调取证据通知书',
    ...(facts.number !== null && { number: facts.number }),
    density: 'form',
    blocks: [
      { kind: 'paragraph', text: `${facts.unitName}：`, indent: false },
      {
        kind: 'paragraph',
        text: `为${facts.purpose}，根据《公共安全视频图像信息系统管理条例》第二十条，请你单位提供下列视频图像信息。录像在收到本通知时即予保全；由你单位另一人批准后提供，并登记。`,
      },
      {
        kind: 'fields',
        perRow: 1,
        rows: [
          ['案（事）件', facts.incident],
          ['摄像机', facts.cameras.join('、')],
          ['起止时间', `${chineseInstant(facts.from)} 至 ${chineseInstant(facts.to)}`],
          ...(facts.necessity === null ? [] : [['所需时长的理由', facts.necessity] as const]),
          ...(facts.emergency === null ? [] : [['紧急情形', facts.emergency] as const]),
          ['办理期限', facts.answerBy === null ? '' : chineseDay(facts.answerBy)],
        ],
      },
      {
        kind: 'table',
        columns: ['调取人员', '单位', '证件号'],
        widths: [1, 2, 2],
        rows: facts.officers.map(({ name, unit, credential }) => [name, unit, credential]),
        empty: '无',
      },
      {
        kind: 'paragraph',
        text: '调取人员对获取的视频图像信息保密，不超出上列用途使用；使用完毕后返还或者销毁，并记录。',
      },
      { kind: 'issuer', name: facts.organ, on: chineseDay(facts.issuedOn) },
    ],
  };
}
