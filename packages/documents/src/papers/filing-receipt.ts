// SPDX-License-Identifier: Apache-2.0
/** 备案回执: states that a filing was received and checked (受理、核验). It is no approval and says so. */
import { chineseDay } from '../chinese-date.ts';
import type { OfficialDocument } from '../document.ts';

export interface FilingReceipt {
  readonly receiptNumber: string;
  readonly unitName: string;
  readonly creditCode: string;
  readonly systemName: string;
  readonly address: string;
  readonly cameraCount: number;
  readonly retentionDays: number;
  /** 首次备案 / 变更备案 / 过渡备案. */
  readonly filingKind: string;
  /** Calendar days or RFC 3339. */
  readonly submittedOn: string;
  readonly checkedOn: string;
  readonly organ: string;
  /** Number given by the national filing site; absent until the unit enters it. */
  readonly nationalReceiptNumber?: string;
  /** Of the key that the recorder's log is signed with; absent when no recorder signed its facts into the filing. */
  readonly recorderFingerprint?: string;
  readonly verification: { readonly code: string; readonly url: string };
}

/** The receipt as a paper. */
export function filingReceipt(facts: FilingReceipt): OfficialDocument {
  return {
    title: '公共安全视频图像信息系统备案回执',
    number: facts.receiptNumber,
    density: 'document',
    blocks: [
      { kind: 'paragraph', indent: false, text: `${facts.unitName}：` },
      {
        kind: 'paragraph',
        text: `你单位于${chineseDay(facts.submittedOn)}提交的公共安全视频图像信息系统${facts.filingKind}材料，我单位已经受理，并于${chineseDay(facts.checkedOn)}完成核验，现予回执。`,
      },
      {
        kind: 'fields',
        perRow: 1,
        rows: [
          ['统一社会信用代码', facts.creditCode],
          ['系统名称', facts.systemName],
          ['建设位置', facts.address],
          ['图像采集设备数量', `${facts.cameraCount} 台`],
          ['视频图像信息存储期限', `${facts.retentionDays} 日`],
          ['录像机日志公钥指纹', facts.recorderFingerprint ?? '备案时没有附录像机事实'],
          ['全国备案平台回执号', facts.nationalReceiptNumber ?? '尚未填报'],
        ],
      },
      {
        kind: 'paragraph',
        text: '备案事项发生变化的，应当及时办理备案变更。你单位对备案信息的真实性负责。本回执不是行政许可或者审批。',
      },
      { kind: 'verification', ...facts.verification, hint: '扫码或者在公开页面输入核验码，可以核对本回执。' },
      { kind: 'issuer', name: facts.organ, on: chineseDay(facts.checkedOn) },
    ],
  };
}
