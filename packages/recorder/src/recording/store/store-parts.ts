// SPDX-License-Identifier: Apache-2.0
/**
 * What a data directory holds, each part with what it is for and whether it must be backed up. The manual's list is made
 * from this (`scripts/backup-page.ts`), `mingjing recorder backup` copies by it, and a test finds every file of a running
 * recorder in it.
 */
import { identityFileName } from './identity.ts';
import { footageDirectory, quarantineDirectory } from './paths.ts';

export type StorePart = {
  /** Relative to the data directory; a directory ends in `/`. */
  readonly path: string;
  /**
   * `whole`: copied as it is. `database`: SQLite, copied as of one moment. `footage`: by its own schedule, or not at all.
   * `derived`: made anew. `passing`: means something to the running program only.
   */
  readonly kind: 'whole' | 'database' | 'footage' | 'derived' | 'passing';
  readonly zh: string;
  readonly en: string;
};

/**
 * In the order in which they are copied beside a running recorder: databases before the log they are held against, and
 * in the log first what is replaced, then what is only added to.
 */
export const storeParts: readonly StorePart[] = [
  {
    path: identityFileName,
    kind: 'whole',
    zh: '身份：存储与录像机的编号',
    en: 'identity of store and recorder',
  },
  {
    path: 'keys/',
    kind: 'whole',
    zh: '日志密钥、交接记录、日志认证密钥（可能是指向别处的链接）、用启动密钥锁住的录像密钥',
    en: 'log key, hand-overs, journal key (which may be a link to elsewhere), footage keys wrapped by the start secret',
  },
  {
    path: 'state.sqlite',
    kind: 'database',
    zh: '摄像机（地址已密封）、冻结名单',
    en: 'cameras (addresses sealed), holds',
  },
  {
    path: 'server/server.sqlite',
    kind: 'database',
    zh: '人员、设置、登记与台账、告警、参考画面的测量值、平台关系',
    en: 'people, settings, registers, alarms, measures of reference views, the platform',
  },
  { path: 'server/secret', kind: 'whole', zh: '签署登录信息的密钥', en: 'signs sign-ins' },
  {
    path: 'server/certificates/',
    kind: 'whole',
    zh: '调取人证明文件',
    en: 'certificates of those who asked',
  },
  {
    path: 'server/tls/',
    kind: 'whole',
    zh: '网页的证书和私钥',
    en: 'certificate and key of the pages',
  },
  { path: 'server/attachments/', kind: 'whole', zh: '台账附件', en: 'papers and photos of register rows' },
  {
    path: 'server/gb28181-alarms.jsonl',
    kind: 'whole',
    zh: '国标设备报来的告警',
    en: 'alarms that GB/T 28181 devices reported',
  },
  {
    path: 'server/onvif-alarms.jsonl',
    kind: 'whole',
    zh: 'ONVIF 摄像机报来的告警',
    en: 'alarms that ONVIF cameras reported',
  },
  {
    path: 'server/bundles/',
    kind: 'derived',
    zh: '导出的录像包，可再导出',
    en: 'bundles, exported again when needed',
  },
  { path: 'log/journal', kind: 'whole', zh: '证据日志的待签部分', en: 'unsigned tail of the log' },
  { path: 'log/checkpoint', kind: 'whole', zh: '最新检查点', en: 'newest checkpoint' },
  { path: 'log/checkpoints/', kind: 'whole', zh: '历次检查点', en: 'every checkpoint' },
  { path: 'log/tile/', kind: 'whole', zh: '证据日志', en: 'the evidence log' },
  { path: `${footageDirectory}/`, kind: 'footage', zh: '录像与其哈希页', en: 'footage and its hash sheets' },
  {
    path: `${quarantineDirectory}/`,
    kind: 'footage',
    zh: '待人查看的文件',
    en: 'files that wait for a person',
  },
  {
    path: 'index.sqlite',
    kind: 'derived',
    zh: '录像索引，由日志和录像重建',
    en: 'index, made anew from log and footage',
  },
  { path: 'server/gb28181-status.json', kind: 'passing', zh: '国标联网状态', en: 'state of GB/T 28181' },
  {
    path: 'log.reserve',
    kind: 'passing',
    zh: '磁盘满时让出的空间',
    en: 'room given up when the disk is full',
  },
  { path: 'lock', kind: 'passing', zh: '防止两个程序同时打开', en: 'one program at a time' },
  { path: 'write-probe', kind: 'passing', zh: '启动时试写', en: 'written and removed at start' },
];

/**
 * The part a file belongs to.
 *
 * @param path relative, `/` between names; SQLite's `-wal` and `-shm` belong to their database
 */
export function partOf(path: string): StorePart | undefined {
  const plain = path.replace(/-(wal|shm|journal)$/, '');
  return storeParts.find(({ path: part, kind }) => {
    if (part.endsWith('/')) return plain.startsWith(part);
    // The lock and the reserve are several files of one stem; so are journals that were kept aside.
    return (
      plain === part || (kind === 'passing' || part === 'log/journal' ? plain.startsWith(`${part}.`) : false)
    );
  });
}
