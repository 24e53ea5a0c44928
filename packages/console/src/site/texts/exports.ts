// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  recipient: '录像接收人',
  recipientName: '接收人姓名',
  recipientUnit: '接收人单位',
  title: '导出',
  intro:
    '导出的是封存的录像包：录像、登记、完整性声明和证书在一起，谁都能离线验证。每次导出须由另一个人同意。',
  request: '申请导出',
  estimate: '估计大小',
  size: '约 {{size}}，{{segments}} 个片段',
  gaps: '其中没有录像 {{gap}}，已删除 {{deleted}}',
  hold: '同时保全这一段（到期不删）',
  holdReason: '随导出保全：{{text}}',
  submit: '提交，等待第二人同意',
  mine: '我的导出',
  none: '还没有导出。在回放里标出起点和终点，或在上面填写。',
  state: {
    waiting: '排队',
    working: '正在生成',
    done: '可以下载',
    cancelled: '已取消',
    failed: '失败',
  },
  cancel: '取消生成',
  download: '下载录像包（ZIP）',
  sheet: '指纹单（PDF）',
  howTo: '验证：把录像包拖进离线验证页，或运行 mingjing verify 文件名。',
  counter: '机关或个人来调取？请到“查看登记”办理。',
  viewingCopy: '带水印的观看副本：{{camera}}（非原件）',
} as const;

export const en: SameKeys<typeof zh> = {
  recipient: 'Who gets the copy',
  recipientName: 'Name of who gets it',
  recipientUnit: 'Unit of who gets it',
  title: 'Exports',
  intro:
    'An export is a sealed bundle: footage, register entry, completeness statement and certificate together, verifiable offline by anyone. Another person approves every export.',
  request: 'Ask for an export',
  estimate: 'Estimate',
  size: 'about {{size}}, {{segments}} segments',
  gaps: 'of it no footage {{gap}}, deleted {{deleted}}',
  hold: 'Hold this range too (not deleted when due)',
  holdReason: 'held with an export: {{text}}',
  submit: 'Submit for approval',
  mine: 'My exports',
  none: 'No exports yet. Mark a range in playback, or fill in the form above.',
  state: {
    waiting: 'queued',
    working: 'being made',
    done: 'ready',
    cancelled: 'cancelled',
    failed: 'failed',
  },
  cancel: 'Cancel',
  download: 'Download the bundle (ZIP)',
  sheet: 'Fingerprint sheet (PDF)',
  howTo: 'To verify: drop the bundle on the offline page, or run mingjing verify FILE.',
  counter: 'Officials or citizens asking for copies? Use “Register of looks”.',
  viewingCopy: 'Watermarked copy for viewing: {{camera}} (no original)',
};
