// SPDX-License-Identifier: Apache-2.0
/** A verdict as text for people and as JSON for programs. */
import { formatBeijingTime, sentenceOfFinding, type VerifyReport } from '@mingjing/evidence';

/** Findings printed at most; the JSON has more. */
const printedFindings = 40;

export function reportAsJson(report: VerifyReport): string {
  const { isGood, rank, kind, sentence, caveat, log, cameras, findings, findingCounts, checked } = report;
  const document = {
    good: isGood,
    rank,
    kind,
    sentence,
    caveat,
    log: log && {
      ...log,
      witnesses: log.witnesses.map(({ name, atMs }) => ({ name, at: new Date(atMs).toISOString() })),
    },
    cameras,
    findings: findings.map((finding) => ({
      ...finding,
      zh: sentenceOfFinding(finding, 'zh'),
      en: sentenceOfFinding(finding, 'en'),
    })),
    findingCounts,
    checked,
  };
  return `${JSON.stringify(document)}\n`;
}

export function reportAsText(report: VerifyReport): string {
  const { sentence, caveat, findings, findingCounts, checked, log, cameras } = report;
  const lines = [sentence.zh, sentence.en, '', caveat.zh, caveat.en, ''];
  for (const finding of findings.slice(0, printedFindings)) {
    const mark = finding.weight === 'broken' ? '✗' : '·';
    lines.push(`${mark} ${sentenceOfFinding(finding, 'zh')}`, `  ${sentenceOfFinding(finding, 'en')}`);
  }
  const found = Object.values(findingCounts).reduce((sum, count) => sum + count, 0);
  if (found > printedFindings)
    lines.push(
      `… 另有 ${found - printedFindings} 处，见 --json · ${found - printedFindings} more, see --json`,
    );
  if (findings.length > 0) lines.push('');
  for (const camera of cameras)
    lines.push(
      `${camera.camera}: ${formatBeijingTime(camera.from)} — ${formatBeijingTime(camera.to)}  ` +
        `段 segments ${camera.segments}  缺口 gaps ${camera.gaps}  已删 deleted ${camera.deleted}`,
    );
  for (const { fingerprint, isKnown } of log?.signedBy ?? [])
    lines.push(
      `密钥指纹 key fingerprint: ${fingerprint} ${isKnown ? '（已知 known）' : '（来自材料本身 from the material itself）'}`,
    );
  if (log) lines.push(`检查点 checkpoint: ${log.origin} ${log.size} ${log.root}`);
  lines.push(
    `核对 checked: ${checked.bytes} 字节 bytes, ${checked.files} 文件 files, ${checked.entries} 条目 entries, ${checked.segments} 段 segments`,
  );
  return `${lines.join('\n')}\n`;
}
