// SPDX-License-Identifier: Apache-2.0

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accessRegisterForm, accessRegisterList } from './papers/access-register-form.ts';
import { electronicCertificate } from './papers/electronic-certificate.ts';
import { filingForm } from './papers/filing-form.ts';
import { filingReceipt } from './papers/filing-receipt.ts';
import { fingerprintSheet } from './papers/fingerprint-sheet.ts';
import { operationReport } from './papers/operation-report.ts';
import { renderDocx } from './render-docx.ts';
import { renderPdf } from './render-pdf.ts';

const issuedAt = '2026-11-03T00:20:05.000Z';
const officer = { name: '演示民警甲', unit: '演示县公安局', credential: '演示000001' };
const hash = 'ab'.repeat(32);
const verification = { code: 'DEMO-0001', url: 'https://example.invalid/check/DEMO-0001' };

const certificateFacts = {
  unitName: '演示宾馆',
  recorderId: 'a7f3c0de',
  keyFingerprint: 'a7f3 c0de 0000 1111',
  purpose: '演示案件调查',
  ground: '《北京市公共安全图像信息系统管理办法》第十六条',
  officers: [officer, { ...officer, name: '演示民警乙', credential: '演示000002' }],
  approvedBy: '演示安全负责人',
  cameras: ['大堂', '前门'],
  from: '2026-11-03T00:00:00.000Z',
  to: '2026-11-03T00:20:00.000Z',
  files: [{ path: 'video/lobby.mp4', sizeBytes: 12345, sha256: hash, sm3: hash }],
  checkpoint: {
    origin: 'mingjing/a7f3c0de',
    size: 12,
    rootBase64: 'q83vEjRWeJA=',
    signedAt: issuedAt,
    witnesses: [],
  },
  sealedAt: issuedAt,
  verification,
};

const papers = {
  'operation-report': operationReport({
    unitName: '演示宾馆',
    recorderId: 'a7f3c0de',
    month: '2026-11',
    from: '2026年11月1日 00:00:00',
    to: '2026年12月1日 00:00:00',
    madeAt: issuedAt,
    madeBy: '演示安全负责人',
    summary: '本月 2 台摄像机共 60 个台日，日志首尾相接。',
    cameras: [
      {
        name: '大堂（lobby）',
        days: '30 / 30 日',
        held: '719.6 小时',
        gaps: '断电 24 分钟',
        retention: '抽 230 处，在 230；至少 98.0%',
      },
    ],
    incomplete: [],
    alarms: [{ what: '磁盘写入慢', from: '2026年11月3日 08:00:00', to: '未解除', why: '' }],
    moreAlarms: 3,
    maintenance: [],
    looks: [['回放', 12]],
    proof: {
      origin: 'mingjing/a7f3c0de',
      fingerprint: 'A7F3 C0DE',
      size: 12,
      root: hash,
      nonce: hash,
      hash,
      entry: 11,
    },
  }),
  'electronic-certificate': electronicCertificate(certificateFacts),
  'access-register-form': accessRegisterForm({
    registerNumber: '2026-000012',
    unitName: '演示宾馆',
    manner: '复制',
    purpose: '演示案件调查',
    ground: '《北京市公共安全图像信息系统管理办法》第十六条',
    requesters: [officer],
    certificate: '演示调取通知书〔2026〕1号',
    particulars: [['申请理由', '孩子走失']],
    cameras: ['大堂'],
    from: '2026-11-03T00:00:00.000Z',
    to: '2026-11-03T00:20:00.000Z',
    handledBy: '演示值班员',
    approvedBy: '演示安全负责人',
    registeredAt: issuedAt,
    remarks: '',
  }),
  'access-register-list': accessRegisterList('演示宾馆', issuedAt, issuedAt, []),
  'filing-receipt': filingReceipt({
    receiptNumber: '演公技备〔2026〕12号',
    unitName: '演示宾馆',
    creditCode: '91110000000000000X',
    systemName: '演示宾馆视频系统',
    address: '演示县演示路1号',
    cameraCount: 16,
    retentionDays: 30,
    filingKind: '首次备案',
    submittedOn: '2026-11-01',
    checkedOn: '2026-11-03',
    organ: '演示县公安局',
    verification,
  }),
  'filing-form': filingForm({
    filingNumber: '2026-0001',
    filingKind: '首次备案',
    unitName: '演示宾馆',
    creditCode: '91110000000000000X',
    placeKind: '宾馆',
    address: '演示县演示路1号',
    coordinates: '116.0, 40.0',
    people: [{ name: '演示安全负责人', duty: '安全负责人', phone: '010-00000000' }],
    acceptancePassedOn: '2026-01-04',
    handedInOn: '',
    operatorUnit: '无',
    systemName: '演示宾馆视频系统',
    inUseSince: '2026-10-15',
    retentionDays: '30',
    networked: '未联网',
    cameras: [{ code: '1', type: '固定', place: '大堂', angle: '俯角 30°', range: '总台前区域' }],
    filledInOn: '2026-11-01',
  }),
  'fingerprint-sheet': fingerprintSheet({
    unitName: '演示宾馆',
    recorderId: 'a7f3c0de',
    origin: 'mingjing/a7f3c0de',
    algorithms: 'SHA-256 与 Ed25519',
    fingerprint: 'a7f3 c0de 0000 1111',
    verifierKey: 'mingjing/a7f3c0de+00000000+AAAA',
    madeAt: issuedAt,
    verifyPageSha256: hash,
    printedAt: issuedAt,
  }),
};

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const poppler = spawnSync('pdftotext', ['-v']).status === 0;

describe.each(Object.entries(papers))('%s', (name, paper) => {
  it('is a PDF/A with its fonts embedded and the same bytes each time', () => {
    const pdf = renderPdf(paper, { issuedAt });
    const text = Buffer.from(pdf).toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(sha256(renderPdf(paper, { issuedAt }))).toBe(sha256(pdf));
    expect(sha256(renderPdf(paper, { issuedAt: '2026-11-04T00:20:05.000Z' }))).not.toBe(sha256(pdf));
  });

  // poppler-utils is the independent reader; where it is not installed only the bytes above are checked.
  it.runIf(poppler)('reads back as text, title first', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mingjing-paper-'));
    try {
      const file = join(folder, `${name}.pdf`);
      writeFileSync(file, renderPdf(paper, { issuedAt }));
      const text = spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' }).stdout;
      expect(text.replaceAll(/\s/g, '')).toContain(paper.title);
      const fonts = spawnSync('pdffonts', [file], { encoding: 'utf8' })
        .stdout.split('\n')
        .slice(2)
        .filter(Boolean);
      expect(fonts.length).toBeGreaterThan(0);
      for (const font of fonts) expect(font).toMatch(/Noto|\byes\b/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('has an editable copy with the same title', async () => {
    const docx = await renderDocx(paper);
    expect(Buffer.from(docx.subarray(0, 2)).toString()).toBe('PK');
    expect(docx.byteLength).toBeGreaterThan(2000);
  });
});

describe('attachments', () => {
  it('make it a PDF/A-3b that carries the file', () => {
    const bytes = new TextEncoder().encode('{"演示":true}');
    const pdf = renderPdf(papers['filing-receipt'], {
      issuedAt,
      attachments: [{ name: 'filing.json', bytes, mimeType: 'application/json', description: '备案数据' }],
    });
    expect(Buffer.from(pdf).toString('latin1')).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(Buffer.from(pdf).toString('latin1')).toContain('filing.json');
  });
});

describe('refusals', () => {
  it('says that the date is wrong', () => {
    expect(() => renderPdf(papers['filing-receipt'], { issuedAt: 'yesterday' })).toThrowError(
      expect.objectContaining({ code: 'documents/date-invalid' }),
    );
  });
});

describe('rare characters', () => {
  it.each([
    '䶮㛃',
    '演示𠮷',
    '𬎆某',
    '\u{31350}',
    '🏨',
    '\u{E000}\u{F0001}',
    'a\u0000b\u200dc\ufe0f',
    '\ud842',
    'བོད',
    'ئۇيغۇر',
  ])('a paper with %j is a paper', (name) => {
    const bytes = renderPdf(letterTo(name), { issuedAt });
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
  });

  it('shows the Unicode number of a character no font can draw, and no other', () => {
    const text = textOf(renderPdf(letterTo('演示𠮷'), { issuedAt }));
    expect(text).toContain('演示');
    expect(text.replaceAll(/\s/g, '')).toContain('20BB7');
    expect(textOf(renderPdf(letterTo('䶮㛃'), { issuedAt }))).toContain('䶮㛃');
  });
});

function letterTo(unitName: string) {
  return {
    title: `告知书 ${unitName}`,
    density: 'form',
    blocks: [
      { kind: 'paragraph', text: `${unitName}：` },
      {
        kind: 'table',
        columns: ['姓名'],
        widths: [1],
        rows: [[unitName], [{ text: unitName, mono: true }]],
        empty: '无',
      },
    ],
  } as const;
}

function textOf(pdf: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-rare-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    return spawnSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a register of many rows', () => {
  it.skipIf(!poppler)('takes as many pages as its rows need, with its head on each', () => {
    const rows = Array.from({ length: 120 }, (_, at) => ({
      number: `行${at + 1}`,
      registeredAt: issuedAt,
      manner: '查看（回放）',
      persons: '演示值班员（本单位）',
      purpose: '演示',
      ground: '演示',
      cameras: '大堂',
      range: '演示',
      shown: '未查看',
      approvedBy: '',
    }));
    const pdf = renderPdf(accessRegisterList('演示宾馆', issuedAt, issuedAt, rows), { issuedAt });
    const text = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).stdout;
    const pages = text.split('\f').filter((page) => page.trim() !== '');
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages.slice(0, -1)) expect(page).toContain('登记号');
    const all = text.replaceAll(/\s/g, '');
    for (const { number } of rows) expect(all).toContain(number);
  });
});

describe('a certificate of a unit that gave no address', () => {
  it.skipIf(!poppler)('says so and prints none', () => {
    const facts = { ...certificateFacts, verification: { code: 'DEMO-0002', url: undefined } };
    const pdf = renderPdf(electronicCertificate(facts), { issuedAt });
    const text = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' }).stdout;
    const all = text.replaceAll(/\s/g, '');
    expect(all).toContain('核验码：DEMO-0002。提供单位没有填写录像机的对外地址');
    expect(all).not.toMatch(/https?:|127\.0\.0\.1|随包/);
  });
});
