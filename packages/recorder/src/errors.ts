// SPDX-License-Identifier: Apache-2.0
/** Refusals of the recorder: a closed set of codes, one class, and the sentence a person reads next to each code. */

/** What a person reads: what happened · why · what to do. `{fact}` is filled in from `facts`. */
export type Sentence = { readonly zh: string; readonly en: string };

export const recorderErrorSentences = {
  'recorder/config-unusable': {
    zh: '配置不可用：{path}：{reason}。请改正后重新启动。',
    en: 'The configuration cannot be used: {path}: {reason}. Correct it and start again.',
  },
  'recorder/camera-exists': {
    zh: '已有编号为 {camera} 的摄像机。请换一个编号。',
    en: 'There is already a camera {camera}. Choose another id.',
  },
  'recorder/camera-unknown': {
    zh: '没有编号为 {camera} 的摄像机。请核对编号。',
    en: 'There is no camera {camera}. Check the id.',
  },
  'recorder/camera-id-malformed': {
    zh: '摄像机编号 {camera} 不可用：只许字母、数字、点、横线和下划线，1 至 64 个字符。请换一个编号。',
    en: 'The camera id {camera} cannot be used: letters, digits, dot, dash and underscore, 1 to 64 characters.',
  },
  'recorder/camera-url-refused': {
    zh: '摄像机 {camera} 的地址不可用：{reason}。请核对地址。',
    en: 'The address of camera {camera} cannot be used: {reason}. Check the address.',
  },
  'recorder/store-in-use': {
    zh: '数据目录 {directory} 正被另一个进程（{pid}）使用。请先停止它。',
    en: 'The data directory {directory} is in use by another process ({pid}). Stop that one first.',
  },
  'recorder/store-missing': {
    zh: '数据目录 {directory} 不存在或不是本系统的存储。请核对路径，或检查磁盘是否已挂载。',
    en: 'The data directory {directory} does not exist or is not a store. Check the path, and that the disk is mounted.',
  },
  'recorder/store-foreign': {
    zh: '目录 {directory} 不是空的，也不是本系统的存储（缺少身份文件）。为免误把别处的文件当作录像，拒绝使用。请换一个空目录。',
    en: 'The directory {directory} is neither empty nor a store (no identity file). It is refused so that nothing there is taken for footage. Choose an empty directory.',
  },
  'recorder/store-half-made': {
    zh: '数据目录 {directory} 的身份文件不完整（{reason}）。请从备份恢复 mingjing-store.json，或换一个空目录。',
    en: 'The identity file in {directory} is damaged ({reason}). Restore mingjing-store.json from a backup or choose an empty directory.',
  },
  'recorder/store-other-mount': {
    zh: '数据目录 {directory} 的身份与配置不符：应为 {expected}，实为 {found}。请检查磁盘是否挂错。',
    en: 'The data directory {directory} is not the one expected: {expected} was configured, {found} was found. Check which disk is mounted.',
  },
  'recorder/store-other-algorithms': {
    zh: '数据目录 {directory} 首次启动时选定了 {found}，不能改为 {expected}。请去掉该设置；要换算法须另用空目录。',
    en: 'The data directory {directory} was made with {found}; that cannot become {expected}. Drop the setting, or start in an empty directory.',
  },
  'recorder/store-newer-format': {
    zh: '数据目录 {directory} 由更新的版本写成（格式 {found}，本程序认识 {known}）。请升级程序。',
    en: 'The data directory {directory} was written by a newer version (format {found}, this program knows {known}). Upgrade.',
  },
  'recorder/store-read-only': {
    zh: '数据目录 {directory} 不能写入（{reason}）。请检查权限和磁盘是否只读。',
    en: 'The data directory {directory} cannot be written ({reason}). Check the permissions and whether the disk is read-only.',
  },
  'recorder/index-differs': {
    zh: '摄像机 {camera} 第 {n} 段在索引中的内容与日志不符，不予删除。请停止录像机，用 mingjing reindex 重建索引。',
    en: 'The index does not say of segment {n} of camera {camera} what the log says; it is not deleted. Stop the recorder and rebuild the index with mingjing reindex.',
  },
  'recorder/journal-key-unusable': {
    zh: '日志待签部分的密钥 {file} 不可用（{reason}）。它若是指向别处的链接，请检查那里；请从备份恢复，不要新建。',
    en: 'The key of the log’s unsigned tail, {file}, cannot be used ({reason}). If it is a link, check where it leads; restore it from a backup, do not make a new one.',
  },
  'recorder/footage-locked': {
    zh: '录像已加密，现有的启动密钥打不开它。请用当初的启动密钥（startSecretFile、systemd 凭据或口令）重新启动；录像照常在记录。',
    en: 'The footage is encrypted, and the start secret at hand does not open it. Start again with the one it was encrypted under (startSecretFile, systemd credential or passphrase); recording goes on meanwhile.',
  },
  'recorder/footage-key-unusable': {
    zh: '录像密钥 {file} 不可用（{reason}）。请从备份恢复 keys/，不要新建；没有它，用它加密的录像再也打不开。',
    en: 'The footage key {file} cannot be used ({reason}). Restore keys/ from a backup, do not make a new one: without it what was encrypted with it never opens again.',
  },
  'recorder/start-secret-unusable': {
    zh: '启动密钥文件 {file} 读不出（{reason}）。请核对路径和权限。',
    en: 'The start secret {file} cannot be read ({reason}). Check path and permissions.',
  },
  'recorder/footage-cipher-missing': {
    zh: '数据目录 {directory} 用国密算法，而运行环境（Node 的 OpenSSL）没有 SM4-GCM，不能加密录像。请用系统的磁盘加密，或去掉该设置。',
    en: 'The data directory {directory} uses the national algorithms, and the OpenSSL in Node has no SM4-GCM: footage cannot be encrypted there. Use the disk encryption of the system, or drop the setting.',
  },
  'recorder/store-full': {
    zh: '数据目录 {directory} 所在磁盘已满（剩余 {freeBytes} 字节）。请腾出空间后再启动。',
    en: 'The disk of {directory} is full ({freeBytes} bytes left). Free some space and start again.',
  },
  'recorder/store-lost': {
    zh: '运行中数据目录 {directory} 不见了或换成了别的磁盘。录像已停止，请检查磁盘。',
    en: 'The data directory {directory} disappeared or became another disk while running. Recording stopped; check the disk.',
  },
  'recorder/store-gone': {
    zh: '数据目录 {directory} 原有存储 {storeId}，在挂载点 {mountPoint} 的磁盘上；现在那块磁盘不在，不会另建存储。请接上磁盘；确要另建，先删除 {file}。',
    en: 'The data directory {directory} held the store {storeId} on the disk mounted at {mountPoint}; that disk is not there now, and no new store is made in its place. Attach the disk; to begin anew on purpose, delete {file} first.',
  },
  'recorder/store-removed': {
    zh: '数据目录 {directory} 原有存储 {storeId}，现在不见了：目录被清空、改名，或磁盘没有挂载。不会悄悄另建。请找回它；确要另建，用 --new-store 启动一次。',
    en: 'The data directory {directory} held the store {storeId}, which is gone: emptied, renamed, or its disk is not mounted. None is made in its place unasked. Bring it back; to begin anew on purpose, start once with --new-store.',
  },
  'recorder/log-damaged': {
    zh: '证据日志在第 {index} 条处损坏（{reason}）。请保留现场并用 mingjing verify 核对。',
    en: 'The evidence log is damaged at entry {index} ({reason}). Keep everything as it is and run mingjing verify.',
  },
  'recorder/log-entry-too-large': {
    zh: '日志条目为 {sizeBytes} 字节，超过 65535 字节。请拆分后再写。',
    en: 'The log entry has {sizeBytes} bytes, more than 65,535. Split it.',
  },
  'recorder/range-malformed': {
    zh: '时间范围不可用：起点须早于终点。请核对。',
    en: 'The time range cannot be used: it must start before it ends.',
  },
  'recorder/below-retention-floor': {
    zh: '摄像机 {camera} 截至 {segmentEnd} 的录像未满法定保存期限 {floorDays} 日（{provision}），不得删除。',
    en: 'Footage of camera {camera} up to {segmentEnd} has not been kept for the required {floorDays} days ({provision}) and must not be deleted.',
  },
  'recorder/held': {
    zh: '摄像机 {camera} 的这段录像被保全（{hold}），不得删除。须由两人解除保全。',
    en: 'This footage of camera {camera} is held ({hold}) and must not be deleted. Two people have to release the hold.',
  },
  'recorder/clock-untrusted': {
    zh: '时钟不可信（{reason}），在确认时间之前不删除任何录像。请核对时间并确认。',
    en: 'The clock is not trusted ({reason}); nothing is deleted until the time is confirmed. Check the time and confirm it.',
  },
  'recorder/hold-unknown': {
    zh: '没有编号为 {hold} 的保全。请核对编号。',
    en: 'There is no hold {hold}. Check the id.',
  },
  'recorder/hold-two-people': {
    zh: '解除保全须由两名不同的人员作出。请由另一人确认。',
    en: 'Releasing a hold takes two different people. Let somebody else confirm.',
  },
  'recorder/hold-malformed': {
    zh: '保全不可用：{reason}。请补正。',
    en: 'The hold cannot be placed: {reason}.',
  },
  'recorder/segment-gone': {
    zh: '摄像机 {camera} 的第 {n} 段录像已不在磁盘上。',
    en: 'Segment {n} of camera {camera} is no longer on the disk.',
  },
  'recorder/closed': {
    zh: '录像核心已停止。',
    en: 'The recorder core has been closed.',
  },
} as const satisfies Record<string, Sentence>;

/** Every code of the recording core. */
export type RecorderErrorCode = keyof typeof recorderErrorSentences;

/** A refusal of input or state by the recorder. Edges recognise `code` and `facts`, not the class. */
export class RecorderError extends Error {
  override readonly name = 'RecorderError';
  readonly code: RecorderErrorCode;
  /** Values for the sentence; never footage, credentials or names of persons. */
  readonly facts: Readonly<Record<string, string | number>>;

  constructor(code: RecorderErrorCode, facts: RecorderError['facts'] = {}, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.facts = facts;
  }
}

/** The sentence of a refusal in one language, with its facts filled in. */
export function recorderErrorSentence(error: RecorderError, language: keyof Sentence): string {
  return recorderErrorSentences[error.code][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    String(error.facts[name] ?? whole),
  );
}

/** Whether something thrown is this refusal, also when it comes from another thread. */
export function isRefusal(error: unknown, code: RecorderErrorCode): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
