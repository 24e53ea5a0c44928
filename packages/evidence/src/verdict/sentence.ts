// SPDX-License-Identifier: Apache-2.0
/** The one sentence of a verdict, in Chinese and English, and what it leaves open. */
import { formatBeijingTime } from './beijing-time.ts';
import { type Bilingual, type Finding, sentenceOfFinding } from './finding.ts';
import type { CameraSummary } from './report.ts';
import type { Rank, WitnessMark } from './trust.ts';

export interface VerdictFacts {
  readonly kind: 'bundle' | 'store';
  readonly rank: Rank;
  /** The unit, as the manifest names it. */
  readonly unit?: string;
  readonly origin?: string;
  readonly fingerprint?: string;
  readonly cameras: readonly CameraSummary[];
  /** What a bundle claims to cover; its entries may reach beyond. */
  readonly range?: Range;
  readonly witnesses: readonly WitnessMark[];
  readonly findings: readonly Finding[];
  readonly brokenCount: number;
  readonly entries: number;
  /** The footage itself was not read. */
  readonly isLogOnly?: boolean;
  /** Segments that are encrypted on the disk and were checked as they lie there. */
  readonly unopened?: number;
  /** Deleted segments that went before their floor had passed. */
  readonly early?: number;
  /** Entries that the witnesses saw, of a store that has grown since. */
  readonly witnessed?: { readonly size: number; readonly of: number };
}

export function verdictSentence(facts: VerdictFacts): Bilingual {
  return facts.rank === 'none' ? refusal(facts) : statement(facts);
}

function refusal(facts: VerdictFacts): Bilingual {
  const first = facts.findings.find((finding) => finding.weight === 'broken');
  const more = facts.brokenCount - 1;
  const zhFirst = first ? sentenceOfFinding(first, 'zh') : '';
  const enFirst = first ? sentenceOfFinding(first, 'en') : '';
  return {
    zh: `不能证明：${zhFirst}${more > 0 ? `另有 ${more} 处不符。` : ''}`,
    en: `Not proven: ${enFirst}${more > 0 ? ` ${more} more findings follow.` : ''}`,
  };
}

function statement(facts: VerdictFacts): Bilingual {
  const { cameras } = facts;
  const gaps = cameras.reduce((sum, camera) => sum + camera.gaps, 0);
  const gapMs = cameras.reduce((sum, camera) => sum + camera.gapMs, 0);
  const deleted = cameras.reduce((sum, camera) => sum + camera.deleted, 0);
  const signer = facts.fingerprint?.split(' ').slice(0, 2).join('') ?? '';
  const who = facts.unit ? `${facts.unit}的录像机` : '录像机';
  const whose = facts.unit ? `the recorder of ${facts.unit}` : 'the recorder';
  const subject = facts.kind === 'bundle' ? '本录像' : '本存储';
  const cover = coverWords(facts.kind, cameras, facts.range);
  const zhCover = cover
    ? `${cameras.length} 路摄像机，${cover.zh}，${gaps > 0 ? `有 ${gaps} 处已说明原因的缺口，共 ${duration(gapMs).zh}` : deleted > 0 ? '其间没有缺口' : '连续无缺'}${deletedWords(deleted, facts.early ?? 0).zh}`
    : '没有录像条目';
  const enCover = cover
    ? `${cameras.length} camera${cameras.length === 1 ? '' : 's'}, ${cover.en}, ${gaps > 0 ? `with ${gaps} declared gap${gaps === 1 ? '' : 's'} of ${duration(gapMs).en} in all` : deleted > 0 ? 'without a gap in between' : 'complete without a gap'}${deletedWords(deleted, facts.early ?? 0).en}`
    : 'no footage entries';
  const rankWords = rankSentence(facts);
  const read = facts.isLogOnly
    ? { zh: '只核对了日志，录像文件未读', en: 'only the log was checked, the footage was not read' }
    : { zh: '自入日志起未被改动', en: 'unaltered since it entered the log' };
  const sealed = sealedWords(facts.unopened ?? 0);
  const signatures = signatureWords(cameras);
  return {
    zh: `${subject}由${who}（日志 ${facts.origin ?? '?'}，密钥 ${signer}…）记录：${zhCover}；${read.zh}${sealed.zh}。${rankWords.zh}${signatures.zh}`,
    en: `${facts.kind === 'bundle' ? 'This footage' : 'This store'} was recorded by ${whose} (log ${facts.origin ?? '?'}, key ${signer}…): ${enCover}; ${read.en}${sealed.en}. ${rankWords.en}${signatures.en}`,
  };
}

/** That a deletion was lawful no log can prove; that it names a ground, and that it came too early, it can. */
function deletedWords(deleted: number, early: number): Bilingual {
  if (deleted === 0) return { zh: '', en: '' };
  return {
    zh: `，${deleted} 段已删除、记明依据${early > 0 ? `（其中 ${early} 段保存期限未满）` : ''}`,
    en: `, ${deleted} segment${deleted === 1 ? '' : 's'} deleted on a ground that the log names${early > 0 ? ` (${early} of them before the retention floor had passed)` : ''}`,
  };
}

/** Of encrypted segments the stored bytes are proven; what they open to nobody tried. */
function sealedWords(segments: number): Bilingual {
  if (segments === 0) return { zh: '', en: '' };
  return {
    zh: `（其中 ${segments} 段在磁盘上加密：密文与日志相符，内容没有打开核对）`,
    en: ` (${segments} segment${segments === 1 ? ' is' : 's are'} encrypted on the disk: the encrypted bytes agree with the log, what they open to was not tried)`,
  };
}

function rankSentence({ rank, witnesses, witnessed }: VerdictFacts): Bilingual {
  switch (rank) {
    case 'witnessed': {
      const zh = witnesses.map((mark) => `${mark.name} 于 ${formatBeijingTime(mark.atMs)}`).join('、');
      const en = witnesses
        .map((mark) => `${mark.name} at ${formatBeijingTime(mark.atMs)} (UTC+8)`)
        .join(', ');
      const isBehind = witnessed !== undefined && witnessed.size < witnessed.of;
      return {
        zh: `见证：${zh}${isBehind ? `（前 ${witnessed.size} 条，日志共 ${witnessed.of} 条）` : ''}。`,
        en: `Witnessed by ${en}${isBehind ? ` (the first ${witnessed.size} of ${witnessed.of} log entries)` : ''}. `,
      };
    }
    case 'known-recorder':
      return {
        zh: '签名出自已知的录像机；没有第三方见证。',
        en: 'It is signed by a known recorder; no third party witnessed it. ',
      };
    case 'self-consistent':
      return {
        zh: '但公钥只来自材料本身：前后一致，出自谁手尚未证明，请与备案的密钥指纹核对。',
        en: 'But the key comes only from the material itself: it agrees with itself, and who made it is not proven; compare the key fingerprint with the filed one. ',
      };
    case 'none':
      return { zh: '', en: '' };
  }
}

function signatureWords(cameras: readonly CameraSummary[]): Bilingual {
  const total = { absent: 0, valid: 0, broken: 0, unchecked: 0 };
  for (const { signatures } of cameras) {
    total.absent += signatures.absent;
    total.valid += signatures.valid;
    total.broken += signatures.broken;
    total.unchecked += signatures.unchecked;
  }
  const segments = total.absent + total.valid + total.broken + total.unchecked;
  if (segments === 0) return { zh: '', en: '' };
  if (total.absent === segments) return { zh: '镜头签名：无。', en: 'Camera signature: none.' };
  if (total.valid === segments)
    return { zh: '镜头签名：全部有效。', en: 'Camera signature: valid throughout.' };
  return {
    zh: `镜头签名：有效 ${total.valid} 段，不符 ${total.broken} 段，未检 ${total.unchecked} 段，无 ${total.absent} 段。`,
    en: `Camera signature: valid in ${total.valid} segments, broken in ${total.broken}, unchecked in ${total.unchecked}, none in ${total.absent}.`,
  };
}

/** What no hash can show. Always said, whatever the verdict. */
export function verdictCaveat(rank: Rank): Bilingual {
  const base = {
    zh: '任何哈希都不能证明：录像写入日志之前发生过什么，镜头拍到的是否是真实场景，未登记的复制是否发生过。',
    en: 'No hash can show what happened before the footage entered the log, whether the lens saw the true scene, or that nobody copied it without a register entry.',
  };
  if (rank === 'witnessed' || rank === 'none') return base;
  return {
    zh: `${base.zh}没有见证签名，也就不能排除持有密钥的人事后重做整个日志。`,
    en: `${base.en} Without a witness it cannot be ruled out that whoever holds the key made the whole log anew.`,
  };
}

type Range = { readonly from: string; readonly to: string };

/** Cameras named one by one in a sentence; of more, their number. */
const namedCameras = 4;

/**
 * From the first proven instant to the last, and what of the claimed range, or of the common one, each camera has
 * no entry for: a sentence never says a time is complete that begins before the first entry.
 */
function coverWords(
  kind: VerdictFacts['kind'],
  cameras: readonly CameraSummary[],
  claimed: Range | undefined,
): Bilingual | undefined {
  if (cameras.length === 0) return undefined;
  // Times of one form sort as text.
  const firsts = cameras.map(({ from }) => (claimed && claimed.from > from ? claimed.from : from)).sort();
  const lasts = cameras.map(({ to }) => (claimed && claimed.to < to ? claimed.to : to)).sort();
  const range = { from: firsts[0]!, to: lasts.at(-1)! };
  const wanted = claimed ?? range;
  const late = cameras.filter(({ from }) => from > wanted.from);
  const early = cameras.filter(({ to }) => to < wanted.to);
  const whole = formatBeijingTime(range.from);
  const until = formatBeijingTime(range.to);
  if (kind === 'store' && late.length + early.length > 0)
    return {
      zh: `北京时间 ${whole} 至 ${until}（各路自其第一条记录至最后一条）`,
      en: `${whole} to ${until} (UTC+8; each camera from its first entry to its last)`,
    };
  const notYet = missingWords(late, ({ from }) => ({ from: wanted.from, to: from }));
  const noMore = missingWords(early, ({ to }) => ({ from: to, to: wanted.to }));
  return {
    zh: `北京时间 ${whole} 至 ${until}${notYet ? `（此前没有录像：${notYet.zh}）` : ''}${noMore ? `（此后没有录像：${noMore.zh}）` : ''}`,
    en: `${whole} to ${until} (UTC+8)${notYet ? ` (not recorded before: ${notYet.en})` : ''}${noMore ? ` (not recorded after: ${noMore.en})` : ''}`,
  };
}

function missingWords(
  cameras: readonly CameraSummary[],
  hole: (camera: CameraSummary) => Range,
): Bilingual | undefined {
  if (cameras.length === 0) return undefined;
  const named = cameras.slice(0, namedCameras).map((camera) => {
    const { from, to } = hole(camera);
    return { camera: camera.camera, from: formatBeijingTime(from), to: formatBeijingTime(to) };
  });
  const more = cameras.length - named.length;
  const zh = named.map(({ camera, from, to }) => `${camera} 自 ${from} 至 ${to}`).join('、');
  const en = named.map(({ camera, from, to }) => `${camera} from ${from} to ${to}`).join(', ');
  return {
    zh: more > 0 ? `${zh} 等 ${cameras.length} 路` : zh,
    en: more > 0 ? `${en} and ${more} more cameras` : en,
  };
}

/** Whole days, hours, minutes; seconds with their fraction below a minute. */
function duration(ms: number): Bilingual {
  if (ms < 60_000) return { zh: `${ms / 1000} 秒`, en: `${ms / 1000} s` };
  const minutes = Math.round(ms / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = minutes % 60;
  const zh = `${days > 0 ? `${days} 天` : ''}${hours > 0 ? `${hours} 小时` : ''}${rest > 0 ? `${rest} 分` : ''}`;
  const en = `${days > 0 ? `${days} d ` : ''}${hours > 0 ? `${hours} h ` : ''}${rest > 0 ? `${rest} min` : ''}`;
  return { zh, en: en.trim() };
}
