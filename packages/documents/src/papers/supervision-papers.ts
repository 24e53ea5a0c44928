// SPDX-License-Identifier: Apache-2.0
/** Papers of inspection and rectification. */
import { chineseDay } from '../chinese-date.ts';
import type { Block, OfficialDocument } from '../document.ts';
import { addressed, type CaseFile, form, outgoing, paragraph, partyFields, saidBlock } from './case-file.ts';

export interface ItemRow {
  readonly no: number;
  readonly text: string;
  readonly result: string;
  readonly reason: string;
  readonly provision: string;
}

const items = (rows: readonly ItemRow[]): Block => ({
  kind: 'table',
  columns: ['项', '检查内容', '结果', '说明', '依据'],
  widths: [1, 5, 2, 4, 4],
  rows: rows.map(({ no, text, result, reason, provision }) => [String(no), text, result, reason, provision]),
  empty: '（没有事项）',
});

export const inspectionApproval = (file: CaseFile, rows: readonly ItemRow[]): OfficialDocument =>
  form(
    '行政检查审批表',
    file,
    [partyFields(file), paragraph(file.summary), items(rows), ...saidBlock(file)],
    ['承办人意见', '负责人意见'],
  );

export const inspectionNotice = (file: CaseFile, rows: readonly ItemRow[]): OfficialDocument =>
  outgoing('行政检查通知书', file, [
    addressed(file),
    paragraph(
      `根据《公共安全视频图像信息系统管理条例》第二十四条第一款，本机关将对你单位公共安全视频图像信息系统的下列事项进行检查，请予协助、配合。检查人员：${file.officers.join('、')}。检查只限公布的事项。`,
    ),
    items(rows),
  ]);

/** 检查笔录: what was found, item by item; readable at once. */
export const inspectionRecord = (file: CaseFile, rows: readonly ItemRow[]): OfficialDocument => ({
  title: '检查笔录',
  ...(file.number !== null && { number: file.number }),
  density: 'form',
  draft: file.draft,
  blocks: [
    {
      kind: 'fields',
      perRow: 2,
      rows: [
        ['检查机关', file.organ],
        ['日期', chineseDay(file.on)],
        ['检查人员', file.officers.join('、')],
        ['被检查单位', file.party.name],
      ],
    },
    partyFields(file),
    paragraph('检查人员已出示执法证件，告知检查依据和权利义务。'),
    items(rows),
    ...saidBlock(file),
    { kind: 'signatures', places: ['检查人', '检查人', '被检查人'] },
    ...(file.verification === null
      ? []
      : [{ kind: 'verification', ...file.verification, hint: '扫码核对本笔录。' } as const]),
  ],
});

/** 责令限期改正通知书. */
export const rectificationOrder = (file: CaseFile, rows: readonly ItemRow[]): OfficialDocument =>
  outgoing('责令限期改正通知书', file, [
    addressed(file),
    paragraph('经查，你单位存在下列问题：'),
    items(rows),
    paragraph(
      `根据《中华人民共和国行政处罚法》第二十八条和上列规定，责令你单位于${file.correctBy === undefined ? '＿＿＿＿' : chineseDay(file.correctBy)}前改正，并将改正情况书面答复或者在平台上逐项答复。逾期不改正或者改正不合格的，将依法处理。`,
    ),
    paragraph('确有困难不能按期改正的，可以在期限届满前申请延期，写明理由。'),
    ...saidBlock(file),
    { kind: 'signatures', places: ['签收人'] },
  ]);

export const extensionApproval = (file: CaseFile): OfficialDocument =>
  form(
    '延长改正期限审批表',
    file,
    [
      partyFields(file),
      ...saidBlock(file),
      ...(file.correctBy ? [paragraph(`改正期限延长至${chineseDay(file.correctBy)}。`)] : []),
    ],
    ['承办人意见', '负责人意见'],
  );

export const reinspectionRecord = (file: CaseFile, rows: readonly ItemRow[]): OfficialDocument =>
  form(
    '复查笔录',
    file,
    [partyFields(file), items(rows), ...saidBlock(file)],
    ['检查人', '检查人', '被检查人'],
  );

export const reinspectionOpinion = (file: CaseFile, rows: readonly ItemRow[]): OfficialDocument =>
  outgoing('复查意见书', file, [addressed(file), paragraph(file.summary), items(rows), ...saidBlock(file)]);

export const complaintAnswer = (file: CaseFile): OfficialDocument =>
  outgoing('举报投诉答复书', file, [addressed(file), ...saidBlock(file)]);
