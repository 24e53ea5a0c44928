// SPDX-License-Identifier: Apache-2.0
/** The papers of a bundle: 电子证明文件, the register form, and how to verify. */
import { createHash } from 'node:crypto';
import { type AccessSession, relationWords } from '@mingjing/contracts/site';
import {
  accessRegisterForm,
  chineseInstant,
  electronicCertificate,
  type Requester as PaperRequester,
  renderPdf,
} from '@mingjing/documents';
import { type BundleStatement, bundleNames, formatTime, type ManifestFile } from '@mingjing/evidence';

/** More single files than this are summed up in one line; the manifest lists each. */
const mostListed = 60;

export type PaperFacts = {
  readonly session: AccessSession;
  readonly statement: BundleStatement;
  readonly recorderId: string;
  readonly keyFingerprint: string;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly rootBase64: string };
  /** Name and time of each. */
  readonly witnesses: readonly string[];
  readonly footage: readonly ManifestFile[];
  /** The page that verifies, where others reach it; undefined: nobody said. */
  readonly verifyUrl: string | undefined;
};

export function renderBundlePapers(
  facts: PaperFacts,
): readonly (readonly [path: string, bytes: Uint8Array])[] {
  const { session, statement } = facts;
  const issuedAt = statement.made;
  const requesters = requestersOf(session);
  const approvedBy = statement.approvedBy ?? '';
  const certificate = electronicCertificate({
    ...(statement.instrument !== undefined && { instrumentNumber: statement.instrument }),
    unitName: statement.unit,
    recorderId: facts.recorderId,
    keyFingerprint: facts.keyFingerprint,
    purpose: statement.purpose,
    ground: session.groundWords,
    officers: requesters,
    approvedBy,
    cameras: statement.cameras.map(({ id, name }) => (name === undefined ? id : `${id} ${name}`)),
    from: statement.from,
    to: statement.to,
    files: listedFiles(facts.footage),
    checkpoint: { ...facts.checkpoint, signedAt: issuedAt, witnesses: facts.witnesses },
    sealedAt: issuedAt,
    verification: { code: session.id.slice(0, 12), url: facts.verifyUrl },
  });
  const names = new Map(
    statement.cameras.map(({ id, name }) => [id, name === undefined ? id : `${name}（${id}）`]),
  );
  const nameOf = (camera: string) => names.get(camera) ?? camera;
  const form = accessRegisterForm(registerFormFacts(session, statement.unit, approvedBy, nameOf));
  return [
    [bundleNames.paper, renderPdf(certificate, { issuedAt })],
    [bundleNames.form, renderPdf(form, { issuedAt })],
    [bundleNames.readme, new TextEncoder().encode(readme(statement))],
  ];
}

export function requestersOf({ requester, handledBy }: AccessSession): PaperRequester[] {
  switch (requester.kind) {
    case 'officials':
      return requester.officers.map(({ name, unit, credential }) => ({ name, unit, credential }));
    case 'citizen':
      return [
        {
          name: requester.name,
          unit: `（${relationWords[requester.relation]}）`,
          credential: requester.idNumber ?? '',
        },
      ];
    case 'platform':
      return [{ name: requester.name, unit: requester.id, credential: requester.agreement ?? '' }];
    case 'staff':
      return [{ name: handledBy.name, unit: '本单位', credential: handledBy.user }];
  }
}

const manners = { live: '查看（实时）', playback: '查看（回放）', export: '调取、复制' } as const;

export function mannerOf(session: AccessSession): string {
  return manners[session.kind];
}

/** What was asked and decided beyond the columns of the form: relation, reasons, what the decider found. */
function particularsOf({ requester, decision }: AccessSession): (readonly [string, string])[] {
  const asked: (readonly [string, string])[] = [];
  if (requester.kind === 'citizen') {
    asked.push(['与图像的关系', relationWords[requester.relation]]);
    asked.push(['申请理由', requester.reason ?? '未写明']);
    if (requester.contact !== undefined) asked.push(['联系方式', requester.contact]);
  }
  if (requester.kind === 'officials') {
    if (requester.necessity !== undefined) asked.push(['所需时长的理由', requester.necessity]);
    if (requester.emergency) asked.push(['紧急情况', requester.emergency.reason]);
  }
  if (requester.kind === 'staff' && requester.recipient)
    asked.push(['录像接收人', `${requester.recipient.name}（${requester.recipient.unit}）`]);
  if (!decision) return asked;
  const said = decision.decision === 'approve' ? '同意' : '不同意';
  asked.push(['决定和理由', `${said}：${decision.reason}`]);
  if (decision.contains) {
    const { stateSecret, tradeSecret, personalPrivacy } = decision.contains;
    const found = [
      ...(stateSecret ? ['国家秘密'] : []),
      ...(tradeSecret ? ['商业秘密'] : []),
      ...(personalPrivacy ? ['他人隐私'] : []),
    ];
    asked.push([
      '审核',
      found.length === 0 ? '不涉及国家秘密、商业秘密和他人隐私' : `涉及${found.join('、')}`,
    ]);
  }
  return asked;
}

/** @param nameOf what people call a camera */
export function registerFormFacts(
  session: AccessSession,
  unitName: string,
  approvedBy: string,
  nameOf: (camera: string) => string,
) {
  const { requester, certificate } = session;
  const number = requester.kind === 'officials' ? requester.documentNumber : undefined;
  const paper = certificate ? `附件 SHA-256 ${certificate.sha256.slice(0, 16)}…` : '';
  const shown = session.seen.map(
    ({ camera, fromMs, toMs }) =>
      `${nameOf(camera)} ${chineseInstant(formatTime(fromMs))} 至 ${chineseInstant(formatTime(toMs))}`,
  );
  const remarks = [
    ...(session.differs ? ['本登记与证据日志不符，以证据日志为准'] : []),
    ...(session.closedMs !== undefined
      ? [`实际查看：${shown.length > 0 ? shown.slice(0, 20).join('；') : '无'}`]
      : []),
    ...session.corrections.map((c) => `更正（${c.by.name}）：${c.text}`),
  ];
  return {
    registerNumber: String(session.number),
    unitName: unitName === '' ? '（未填写）' : unitName,
    manner: mannerOf(session),
    purpose: purposeLine(session),
    ground: session.groundWords,
    requesters: requestersOf(session),
    certificate: [number, paper].filter(Boolean).join('；') || '无',
    particulars: particularsOf(session),
    cameras: session.cameras.map(nameOf),
    from: formatTime(session.fromMs),
    to: formatTime(session.toMs),
    handledBy: session.handledBy.name,
    approvedBy,
    registeredAt: formatTime(session.openedMs ?? session.requestedMs),
    remarks: remarks.join('；') || '无',
  };
}

export function purposeLine(session: AccessSession): string {
  const words = session.purposeWords.zh;
  return session.purposeText === '' ? words : `${words}：${session.purposeText}`;
}

/** Playable files one by one; original parts in one line when there are many, hashed as a `sha256sum` list. */
function listedFiles(footage: readonly ManifestFile[]) {
  const line = ({ path, bytes, sha256, sm3 }: ManifestFile) => ({
    path,
    sizeBytes: bytes,
    sha256,
    sm3: sm3 ?? '',
  });
  const parts = footage.filter(({ path }) => path.startsWith('parts/'));
  if (parts.length <= mostListed) return footage.map(line);
  const list = parts.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
  const hash = (name: string) => createHash(name).update(list).digest('hex');
  return [
    ...footage.filter(({ path }) => !path.startsWith('parts/')).map(line),
    {
      path: `parts/（${parts.length} 个原始分段，清单见 manifest.json）`,
      sizeBytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
      sha256: hash('sha256'),
      sm3: hash('sm3'),
    },
  ];
}

function readme(statement: BundleStatement): string {
  return `明镜录像包 · Mingjing bundle
日志来源 log origin: ${statement.origin}
摄像机 cameras: ${statement.cameras.map(({ id }) => id).join(', ')}
起止 range: ${statement.from} – ${statement.to}

如何核验
  1. 打开单位提供的 verify.html（不需要网络），把整个压缩包拖进去；或者运行 mingjing verify 本文件.zip
  2. 将页面显示的密钥指纹与备案时提交的密钥指纹单逐组核对。
  video/ 里的文件可直接播放；parts/ 是写盘时计算哈希的原始字节，核验只看它们。
  proofs/*.tlog-proof 和 policy.txt 是 C2SP 格式，可用其他实现核验。
  本包不证明第一次计算哈希之前的情况，也不证明镜头所见即为真实场景。

How to verify
  1. Open verify.html (no network needed) and drop the whole ZIP on it, or run: mingjing verify THIS.zip
  2. Compare the fingerprint shown with the unit's fingerprint sheet.
  Files in video/ play anywhere; parts/ are the original bytes that were hashed when written.
  proofs/*.tlog-proof with policy.txt are in C2SP form and can be checked by other programs.
  Nothing is proven about what happened before the first hash, nor that the lens saw the true scene.
`;
}
