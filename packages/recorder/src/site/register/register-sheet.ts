// SPDX-License-Identifier: Apache-2.0
/** 查看、调取、复制图像信息情况登记表 as a spreadsheet, in the columns of the paper form, and as a paper. */

import {
  type AccessSession,
  type LostLook,
  type LostRequest,
  loggedFactWords,
} from '@mingjing/contracts/site';
import { accessRegisterList, chineseInstant, type RegisterRow, renderPdf } from '@mingjing/documents';
import { formatTime, parseTime } from '@mingjing/evidence';
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
  ['与证据日志核对', 24],
] as const;

const stateWords: Readonly<Record<AccessSession['state'], string>> = {
  incomplete: '待补正',
  'awaiting-decision': '待决定',
  open: '进行中',
  closed: '已结束',
  refused: '不同意',
  withdrawn: '已撤回',
};

type NameOf = (camera: string) => string;

/** What the log knows and the register does not: a row of its own each. */
export type LostOnPaper = {
  readonly looks: readonly LostLook[];
  readonly requests: readonly LostRequest[];
};

const lostRows = ({ looks, requests }: LostOnPaper, nameOf: NameOf): readonly RegisterRow[] => [
  ...looks.map((look) => lostRow(look, nameOf)),
  ...requests.map(lostRequestRow),
];

export async function registerXlsx(
  sessions: readonly AccessSession[],
  lost: LostOnPaper,
  nameOf: NameOf,
): Promise<Buffer> {
  const head = columns.map(([value]) => ({ value, fontWeight: 'bold' as const }));
  const rows = sessions.map((session) => {
    const row = registerRow(session, nameOf);
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
      agreementWords(session),
    ].map((value) => ({ value: asText(value), type: String, wrap: true }));
  });
  const gone = lostRows(lost, nameOf).map((row) => {
    const cells = [
      '',
      chineseInstant(row.registeredAt),
      row.manner,
      '',
      row.purpose,
      '',
      row.cameras,
      row.range,
    ];
    const all = [...cells, '', '', '', '', '', row.shown];
    return all.map((value) => ({ value: asText(value), type: String, wrap: true }));
  });
  return writeExcelFile([head, ...rows, ...gone], {
    sheet: '登记表',
    columns: columns.map(([, width]) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

/** What the paper of a period prints. */
export interface RegisterPaper {
  readonly unitName: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly rows: readonly AccessSession[];
  readonly lost: LostOnPaper;
  /** Earlier rows that it does not print. */
  readonly leftOut: number;
}

export function registerPdf(
  { unitName, fromMs, toMs, rows, lost, leftOut }: RegisterPaper,
  issuedMs: number,
  nameOf: NameOf,
): Uint8Array {
  const paper = accessRegisterList(
    unitName === '' ? '（未填写）' : unitName,
    formatTime(fromMs),
    formatTime(toMs),
    [...rows.map((session) => registerRow(session, nameOf)), ...lostRows(lost, nameOf)],
    leftOut,
  );
  return renderPdf(paper, { issuedAt: formatTime(issuedMs) });
}

function registerRow(session: AccessSession, nameOf: NameOf): RegisterRow {
  return {
    number: String(session.number),
    registeredAt: formatTime(session.openedMs ?? session.requestedMs),
    manner: mannerOf(session),
    persons: personsOf(session),
    purpose: purposeLine(session),
    ground: session.groundWords,
    cameras: session.cameras.map(nameOf).join('、'),
    range: range(session.fromMs, session.toMs),
    shown: session.differs
      ? `${agreementWords(session)}。${shownWords(session, nameOf)}`
      : shownWords(session, nameOf),
    approvedBy: session.decision?.by.name ?? '',
  };
}

/** What the log says of a look whose row is gone. */
function lostRow({ entry, atMs, kind, purpose, cameras, from, to }: LostLook, nameOf: NameOf): RegisterRow {
  const manners: Readonly<Record<string, string>> = { live: '查看（实时）', playback: '查看（回放）' };
  return {
    number: '缺失',
    registeredAt: formatTime(atMs),
    manner: manners[kind] ?? '调取、复制',
    persons: '',
    purpose,
    ground: '',
    cameras: cameras.map(nameOf).join('、'),
    range: range(parseTime(from) ?? 0, parseTime(to) ?? 0),
    shown: `登记被删除，见证据日志第 ${entry} 条`,
    approvedBy: '',
  };
}

/** Of a request the log knows that it was, and how it stood last. */
function lostRequestRow({ entry, atMs, state }: LostRequest): RegisterRow {
  const stood = Object.hasOwn(stateWords, state) ? stateWords[state as AccessSession['state']] : state;
  return {
    number: '缺失',
    registeredAt: formatTime(atMs),
    manner: '申请',
    persons: '',
    purpose: '',
    ground: '',
    cameras: '',
    range: '',
    shown: `申请登记被删除（最后为“${stood}”），见证据日志第 ${entry} 条`,
    approvedBy: '',
  };
}

/** For papers. */
export function agreementWords({ differs, entry }: AccessSession): string {
  if (differs) return `与证据日志不符（${differs.map((fact) => loggedFactWords[fact].zh).join('、')}）`;
  return entry === undefined ? '未查看，未入日志' : '相符';
}

function shownWords({ state, seen }: AccessSession, nameOf: NameOf): string {
  if (state !== 'closed' && state !== 'open') return '未查看';
  if (seen.length === 0) return state === 'open' ? '进行中' : '未查看';
  const first = seen
    .slice(0, 12)
    .map(({ camera, fromMs, toMs }) => `${nameOf(camera)} ${range(fromMs, toMs)}`);
  return [...first, ...(seen.length > 12 ? [`等 ${seen.length} 段`] : [])].join('；');
}

function range(fromMs: number, toMs: number): string {
  return `${chineseInstant(formatTime(fromMs))} 至 ${chineseInstant(formatTime(toMs))}`;
}

/** Excel reads text that begins so as a formula when somebody edits the cell. */
function asText(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
