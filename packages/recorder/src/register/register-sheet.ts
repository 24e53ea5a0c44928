// SPDX-License-Identifier: Apache-2.0
/** 查看、调取、复制图像信息情况登记表 as a spreadsheet, in the columns of the paper form, and as a paper. */

import type { AccessSession } from '@mingjing/contracts/site';
import { accessRegisterList, chineseInstant, type RegisterRow, renderPdf } from '@mingjing/documents';
import { formatTime } from '@mingjing/evidence';
import writeExcelFile from 'write-excel-file/node';
import { mannerOf, purposeLine } from '../export/bundle-papers.ts';
import { personsOf } from './register-query.ts';

const columns = [
  ['登记号', 10],
  ['登记时间', 24],
  ['方式', 14],
  ['人员、单位、证件号', 44],
  ['事由和用途', 40],
  ['依据', 40],
  ['摄像机', 24],
  ['图像起止时间', 48],
  ['实际查看', 60],
  ['经办人', 14],
  ['批准人', 14],
  ['状态', 12],
  ['更正', 40],
] as const;

const stateWords: Readonly<Record<AccessSession['state'], string>> = {
  incomplete: '待补正',
  'awaiting-decision': '待决定',
  open: '进行中',
  closed: '已结束',
  refused: '不同意',
  withdrawn: '已撤回',
};

export async function registerXlsx(sessions: readonly AccessSession[]): Promise<Buffer> {
  const head = columns.map(([value]) => ({ value, fontWeight: 'bold' as const }));
  const rows = sessions.map((session) => {
    const row = registerRow(session);
    return [
      row.number,
      chineseInstant(row.registeredAt),
      row.manner,
      row.persons,
      row.purpose,
      row.ground,
      row.cameras,
      row.range,
      row.shown,
      session.handledBy.name,
      row.approvedBy,
      stateWords[session.state],
      session.corrections.map(({ text, by }) => `${by.name}：${text}`).join('；'),
    ].map((value) => ({ value: asText(value), type: String, wrap: true }));
  });
  return writeExcelFile([head, ...rows], {
    sheet: '登记表',
    columns: columns.map(([, width]) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

export function registerPdf(
  unitName: string,
  fromMs: number,
  toMs: number,
  sessions: readonly AccessSession[],
  issuedMs: number,
): Uint8Array {
  const paper = accessRegisterList(
    unitName === '' ? '（未填写）' : unitName,
    formatTime(fromMs),
    formatTime(toMs),
    sessions.map(registerRow),
  );
  return renderPdf(paper, { issuedAt: formatTime(issuedMs) });
}

function registerRow(session: AccessSession): RegisterRow {
  return {
    number: String(session.number),
    registeredAt: formatTime(session.openedMs ?? session.requestedMs),
    manner: mannerOf(session),
    persons: personsOf(session),
    purpose: purposeLine(session),
    ground: session.groundWords,
    cameras: session.cameras.join('、'),
    range: range(session.fromMs, session.toMs),
    shown: shownWords(session),
    approvedBy: session.decision?.by.name ?? '',
  };
}

function shownWords({ state, seen }: AccessSession): string {
  if (state !== 'closed' && state !== 'open') return '未查看';
  if (seen.length === 0) return state === 'open' ? '进行中' : '未查看';
  const first = seen.slice(0, 12).map(({ camera, fromMs, toMs }) => `${camera} ${range(fromMs, toMs)}`);
  return [...first, ...(seen.length > 12 ? [`等 ${seen.length} 段`] : [])].join('；');
}

function range(fromMs: number, toMs: number): string {
  return `${chineseInstant(formatTime(fromMs))} 至 ${chineseInstant(formatTime(toMs))}`;
}

/** Excel reads text that begins so as a formula when somebody edits the cell. */
function asText(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
