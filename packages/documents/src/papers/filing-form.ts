// SPDX-License-Identifier: Apache-2.0
/** 备案基本信息表: the facts Decree 799 art. 14 asks for, laid out to be copied into the national filing site. */
import { chineseDay } from '../chinese-date.ts';
import type { OfficialDocument } from '../document.ts';

export interface FiledCamera {
  readonly code: string;
  readonly type: string;
  readonly place: string;
  readonly angle: string;
  readonly range: string;
}

export interface FilingForm {
  readonly filingNumber: string;
  readonly filingKind: string;
  readonly unitName: string;
  readonly creditCode: string;
  readonly placeKind: string;
  readonly address: string;
  readonly coordinates: string;
  readonly responsiblePerson: string;
  readonly responsiblePhone: string;
  readonly operatorUnit: string;
  readonly systemName: string;
  readonly inUseSince: string;
  readonly retentionDays: number;
  readonly networked: string;
  readonly cameras: readonly FiledCamera[];
  readonly filledInOn: string;
}

/** The form as a paper, ready to sign. */
export function filingForm(facts: FilingForm): OfficialDocument {
  return {
    title: '公共安全视频图像信息系统备案基本信息表',
    number: `编号：${facts.filingNumber}`,
    density: 'form',
    blocks: [
      { kind: 'heading', text: '一、单位基本情况' },
      {
        kind: 'fields',
        perRow: 2,
        rows: [
          ['单位名称', facts.unitName],
          ['统一社会信用代码', facts.creditCode],
          ['场所类别', facts.placeKind],
          ['备案类型', facts.filingKind],
          ['负责人', facts.responsiblePerson],
          ['联系电话', facts.responsiblePhone],
          ['受托运营单位', facts.operatorUnit],
          ['填表日期', chineseDay(facts.filledInOn)],
        ],
      },
      { kind: 'heading', text: '二、系统情况' },
      {
        kind: 'fields',
        perRow: 2,
        rows: [
          ['系统名称', facts.systemName],
          ['投入使用日期', facts.inUseSince === '' ? '' : chineseDay(facts.inUseSince)],
          ['建设位置', facts.address],
          ['坐标', facts.coordinates],
          ['图像采集设备数量', `${facts.cameras.length} 台`],
          ['存储期限', facts.retentionDays === 0 ? '' : `${facts.retentionDays} 日`],
          ['联网情况', facts.networked],
        ],
      },
      { kind: 'heading', text: '三、图像采集设备' },
      {
        kind: 'table',
        columns: ['序号', '编号', '类型', '安装位置', '角度', '采集范围'],
        widths: [0.5, 1.2, 1, 2, 1, 2],
        empty: '没有登记设备',
        rows: facts.cameras.map((c, index) => [String(index + 1), c.code, c.type, c.place, c.angle, c.range]),
      },
      { kind: 'paragraph', text: '本单位承诺以上信息真实、准确、完整，并对其真实性负责。' },
      { kind: 'signatures', places: ['填表人签名', '单位（盖章）'] },
    ],
  };
}
