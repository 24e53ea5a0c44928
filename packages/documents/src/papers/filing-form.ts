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
  /** Everybody who answers for the system. */
  readonly people: readonly { readonly name: string; readonly duty: string; readonly phone: string }[];
  readonly operatorUnit: string;
  readonly systemName: string;
  /** Calendar days, or '' where there is none. */
  readonly acceptancePassedOn: string;
  readonly inUseSince: string;
  readonly handedInOn: string;
  readonly retentionDays: string;
  readonly networked: string;
  readonly cameras: readonly FiledCamera[];
  readonly filledInOn: string;
}

const dayOr = (day: string, otherwise: string): string => (day === '' ? otherwise : chineseDay(day));

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
          ['建设位置', facts.address],
          ['坐标', facts.coordinates],
          ['提交日期', dayOr(facts.handedInOn, '尚未提交')],
          ['填表日期', chineseDay(facts.filledInOn)],
        ],
      },
      { kind: 'heading', text: '二、责任人员' },
      {
        kind: 'table',
        columns: ['序号', '姓名', '职责', '联系电话'],
        widths: [0.5, 1.2, 2, 1.6],
        empty: '没有填写责任人员',
        rows: facts.people.map((one, index) => [String(index + 1), one.name, one.duty, one.phone]),
      },
      { kind: 'heading', text: '三、系统情况' },
      {
        kind: 'fields',
        perRow: 2,
        rows: [
          ['系统名称', facts.systemName],
          ['图像采集设备数量', `${facts.cameras.length} 台`],
          ['竣工验收合格日期', dayOr(facts.acceptancePassedOn, '')],
          ['投入使用日期', dayOr(facts.inUseSince, '')],
          ['存储期限', facts.retentionDays === '' ? '' : `${facts.retentionDays} 日`],
          ['受托运营、维护单位', facts.operatorUnit],
          ['联网情况', facts.networked],
        ],
      },
      { kind: 'heading', text: '四、图像采集设备' },
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
