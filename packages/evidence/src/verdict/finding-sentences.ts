// SPDX-License-Identifier: Apache-2.0
/**
 * Every finding of the verifier with its weight and its sentence. Sentences state what is, never who did it:
 * a flipped bit looks the same whether a disk or a person flipped it.
 */

import { type FindingSentence, storeSentences } from './store-sentences.ts';

export const findingSentences = {
  ...storeSentences,
  // ── The archive ──
  'archive-not-a-zip': {
    weight: 'broken',
    zh: '这不是 ZIP 文件。',
    en: 'This is not a ZIP file.',
  },
  'archive-truncated': {
    weight: 'broken',
    zh: 'ZIP 文件不完整：结尾缺失（现有 {sizeBytes} 字节）。可能没有拷贝完。',
    en: 'The ZIP file is cut off: its end is missing ({sizeBytes} bytes are there). It may not have been copied to the end.',
  },
  'archive-structure': {
    weight: 'broken',
    zh: 'ZIP 结构在 {file} 处与应有的字节不符：曾被改动，或由其他程序重新打包。',
    en: 'The structure of the ZIP differs from what must stand there, at {file}: it was altered, or packed again by another program.',
  },
  'archive-name': {
    weight: 'broken',
    zh: 'ZIP 中有不允许的文件名：{file}。',
    en: 'The ZIP contains a name that is not allowed: {file}.',
  },
  'archive-repeated-name': {
    weight: 'broken',
    zh: 'ZIP 中有两个同名文件：{file}。',
    en: 'The ZIP contains two files of the same name: {file}.',
  },
  'archive-too-many-files': {
    weight: 'broken',
    zh: 'ZIP 声称含有 {count} 个文件，超出上限。',
    en: 'The ZIP claims {count} files, more than is read.',
  },
  'archive-checksum': {
    weight: 'broken',
    zh: '{file} 的 ZIP 校验值不符。',
    en: 'The ZIP checksum of {file} does not fit.',
  },
  'file-missing': { weight: 'broken', zh: '缺少文件 {file}。', en: 'The file {file} is missing.' },
  'file-unlisted': {
    weight: 'broken',
    zh: '多出文件 {file}：清单中没有它。',
    en: 'The file {file} is not in the manifest.',
  },
  'file-altered': {
    weight: 'broken',
    zh: '文件 {file} 与清单中的哈希不符：已被改动或调换。',
    en: 'The file {file} does not have the hash in the manifest: it was altered or swapped.',
  },
  'file-size': {
    weight: 'broken',
    zh: '文件 {file} 应为 {expectedBytes} 字节，实为 {foundBytes} 字节。',
    en: 'The file {file} should have {expectedBytes} bytes and has {foundBytes}.',
  },
  'file-unreadable': {
    weight: 'broken',
    zh: '文件 {file} 读不出来。',
    en: 'The file {file} cannot be read.',
  },
  // ── Manifest ──
  'manifest-malformed': {
    weight: 'broken',
    zh: 'manifest.json 的格式不对（{field}）。',
    en: 'manifest.json is malformed ({field}).',
  },
  'manifest-unsigned': {
    weight: 'broken',
    zh: '清单没有录像机的签名：单位、用途、人员和文件名单都可能是后来写上的。',
    en: 'The manifest carries no signature of the recorder: unit, purpose, people and the list of files may have been written by anybody.',
  },
  'manifest-signature-broken': {
    weight: 'broken',
    zh: '清单与其签名不符，或签名者不是签检查点的密钥：manifest.json 或 manifest.note 已被改动。',
    en: 'The manifest does not fit its signature, or it was not signed by the key that signed the checkpoint: manifest.json or manifest.note was altered.',
  },
  'manifest-other-log': {
    weight: 'broken',
    zh: '清单属于 {expected}，检查点却属于 {found}：文件来自两个包。',
    en: 'The manifest belongs to {expected}, the checkpoint to {found}: files of two bundles.',
  },
  // ── Keys and checkpoints ──
  'checkpoint-malformed': {
    weight: 'broken',
    zh: '检查点 {file} 的格式不对。',
    en: 'The checkpoint {file} is malformed.',
  },
  'checkpoint-missing': { weight: 'broken', zh: '没有检查点 {file}。', en: 'There is no checkpoint {file}.' },
  'checkpoint-signature-broken': {
    weight: 'broken',
    zh: '检查点 {file} 的签名不成立（密钥 {key}）：内容或签名已被改动。',
    en: 'The signature on the checkpoint {file} does not hold (key {key}): its text or signature was altered.',
  },
  'checkpoint-wrong-key': {
    weight: 'broken',
    zh: '检查点 {file} 不是由您给出的密钥签的：签名者是 {found}。',
    en: 'The checkpoint {file} was not signed by the key you gave: it was signed by {found}.',
  },
  'checkpoint-unknown-key': {
    weight: 'broken',
    zh: '检查点 {file} 上没有已列密钥的签名。',
    en: 'The checkpoint {file} carries no signature of a listed key.',
  },
  'checkpoint-no-key': {
    weight: 'broken',
    zh: '没有公钥可用来核对检查点 {file} 的签名。',
    en: 'There is no public key to check the signature on {file}.',
  },
  'signature-unknown': {
    weight: 'note',
    zh: '{file} 中有一行不认识的签名（{name}），未计入。',
    en: 'One signature line in {file} is of an unknown key ({name}) and does not count.',
  },
  'checkpoint-root-differs': {
    weight: 'broken',
    zh: '检查点 {file}（{size} 条）的根与日志不符：日志或检查点已被改动。',
    en: 'The root in the checkpoint {file} ({size} entries) is not that of the log: log or checkpoint was altered.',
  },
  'checkpoint-beyond-log': {
    weight: 'broken',
    zh: '检查点 {file} 覆盖 {size} 条，日志只有 {logSize} 条：日志尾部被截去，或退回到旧状态。',
    en: 'The checkpoint {file} covers {size} entries and the log has only {logSize}: its tail was cut off, or it was rolled back.',
  },
  'outside-checkpoint-inconsistent': {
    weight: 'broken',
    zh: '与您给出的检查点（{size} 条）不一致：同一日志出现两种历史。',
    en: 'It is not consistent with the checkpoint you gave ({size} entries): two histories of one log.',
  },
  'outside-checkpoint-other-log': {
    weight: 'broken',
    zh: '您给出的检查点属于 {expected}，这里的日志是 {found}。',
    en: 'The checkpoint you gave belongs to {expected}; this log is {found}.',
  },
  'outside-checkpoint-not-comparable': {
    weight: 'broken',
    zh: '您给出的检查点有 {size} 条，包内检查点有 {bundleSize} 条，且没有附一致性证明，无法比较。',
    en: 'The checkpoint you gave has {size} entries, the one in the bundle {bundleSize}, and no consistency proof is at hand: they cannot be compared.',
  },
  'handover-broken': {
    weight: 'broken',
    zh: '{file} 中第 {at} 条密钥交接不成立。',
    en: 'Key hand-over {at} in {file} does not hold.',
  },
  'keys-malformed': {
    weight: 'broken',
    zh: '公钥文件 {file} 的格式不对。',
    en: 'The key file {file} is malformed.',
  },
  'keys-missing': {
    weight: 'note',
    zh: '存储中没有公钥文件 {file}。',
    en: 'The store has no public key file {file}.',
  },
  'checkpoint-unaccounted': {
    weight: 'note',
    zh: '日志曾到过这个长度，却没有对应的检查点 {file}：断电时没有写成，或被删去。',
    en: 'The log once had this length, but its checkpoint {file} is not there: a crash prevented it, or it was deleted.',
  },
  'policy-malformed': {
    weight: 'broken',
    zh: '{file} 第 {line} 行不合 tlog-policy 格式。',
    en: 'Line {line} of {file} is not in the form of tlog-policy.',
  },
  'policy-not-met': {
    weight: 'broken',
    zh: '见证签名没有达到您给出的策略要求的数目。',
    en: 'The witnesses do not reach the quorum of the policy you gave.',
  },
  'log-not-in-policy': {
    weight: 'broken',
    zh: '检查点不是由您给出的策略所列的日志签的。',
    en: 'The checkpoint was not signed by a log that the policy you gave lists.',
  },
  'witness-not-found': {
    weight: 'broken',
    zh: '您给出的见证人没有在这个检查点上签名。',
    en: 'No witness whose key you gave has co-signed this checkpoint.',
  },
  // ── Entries ──
  'entries-malformed': {
    weight: 'broken',
    zh: '{file} 的格式不对，其中的日志条目读不出来。',
    en: '{file} is malformed; its entries cannot be read.',
  },
  'entry-malformed': {
    weight: 'broken',
    zh: '日志第 {index} 条格式不对（{field}）。',
    en: 'Log entry {index} is malformed ({field}).',
  },
  'entry-unknown-type': {
    weight: 'note',
    zh: '日志第 {index} 条的类型 {type} 不认识。',
    en: 'Log entry {index} is of an unknown type, {type}.',
  },
  'entry-altered': {
    weight: 'broken',
    zh: '日志第 {index} 条（{type}）与已签名的日志不符：内容被改动，或不在这个位置。',
    en: 'Log entry {index} ({type}) is not what the signed log has there: it was altered or moved.',
  },
  'entry-proof-missing': {
    weight: 'broken',
    zh: '日志第 {index} 条没有包含证明。',
    en: 'Log entry {index} has no inclusion proof.',
  },
  'entries-reordered': {
    weight: 'broken',
    zh: 'entries.json 中的条目次序被打乱：第 {index} 条不在其位。',
    en: 'The entries in entries.json are out of order: entry {index} is not in its place.',
  },
  'proofs-malformed': {
    weight: 'broken',
    zh: 'proofs.json 的格式不对（{field}）。',
    en: 'proofs.json is malformed ({field}).',
  },
  'tlog-proof-differs': {
    weight: 'broken',
    zh: '{file} 不能证明它所属的条目。',
    en: '{file} does not prove the entry it stands for.',
  },
  // ── Time ──
  'number-missing': {
    weight: 'broken',
    zh: '摄像机 {camera} 的编号不连续：应为 {expectedN}，实为 {foundN}；中间的条目缺失。',
    en: 'The numbers of camera {camera} have a hole: {expectedN} expected, {foundN} found; entries in between are missing.',
  },
  'number-repeated': {
    weight: 'broken',
    zh: '摄像机 {camera} 的编号重复或倒退：应为 {expectedN}，实为 {foundN}。',
    en: 'The numbers of camera {camera} repeat or go back: {expectedN} expected, {foundN} found.',
  },
  'time-hole': {
    weight: 'broken',
    zh: '摄像机 {camera} 从 {from} 到 {to} 既无录像也无缺口说明。',
    en: 'Camera {camera} has neither footage nor a declared gap from {from} to {to}.',
  },
  'time-overlap': {
    weight: 'broken',
    zh: '摄像机 {camera} 从 {from} 到 {to} 有两条记录重叠。',
    en: 'Camera {camera} has two entries for the time from {from} to {to}.',
  },
  'range-not-covered': {
    weight: 'broken',
    zh: '包中没有摄像机 {camera} 从 {from} 到 {to} 的记录，而清单声称包含。',
    en: 'The bundle has no entry of camera {camera} from {from} to {to}, which the manifest claims to contain.',
  },
  'recording-began': {
    weight: 'note',
    zh: '摄像机 {camera} 的第 1 条记录始于 {to}，此前没有接入本录像机。',
    en: 'The first entry of camera {camera} begins at {to}; before that it was not on this recorder.',
  },
  'gap-declared': {
    weight: 'note',
    zh: '摄像机 {camera} 从 {from} 到 {to} 没有录像，原因：{cause}。',
    en: 'Camera {camera} has no footage from {from} to {to}; cause: {cause}.',
  },
  // ── Footage ──
  'segment-missing': {
    weight: 'broken',
    zh: '录像文件 {file} 缺失（{from} 至 {to}），也没有删除记录。',
    en: 'The footage file {file} is missing ({from} to {to}), and no tombstone says why.',
  },
  'segment-altered': {
    weight: 'broken',
    zh: '录像文件 {file} 已被改动。',
    en: 'The footage file {file} was altered.',
  },
  'segment-short': {
    weight: 'broken',
    zh: '录像文件 {file} 被截短：应为 {expectedBytes} 字节，实为 {foundBytes} 字节。',
    en: 'The footage file {file} was cut: it should have {expectedBytes} bytes and has {foundBytes}.',
  },
  'segment-long': {
    weight: 'broken',
    zh: '录像文件 {file} 被加长：应为 {expectedBytes} 字节，实为 {foundBytes} 字节。',
    en: 'The footage file {file} has grown: it should have {expectedBytes} bytes and has {foundBytes}.',
  },
  'sheet-altered': {
    weight: 'broken',
    zh: '哈希表 {file} 与日志不符：已被改动（录像本身另行核对）。',
    en: 'The hash sheet {file} does not fit the log: it was altered (the footage is checked apart from it).',
  },
  'sheet-missing': {
    weight: 'note',
    zh: '没有哈希表 {file}：录像若被改动，只能指出文件，指不出位置。',
    en: 'There is no hash sheet {file}: were the footage altered, only the file could be named, not the place.',
  },
  'segment-open': {
    weight: 'note',
    zh: '{file} 正在录制，或是断电时留下的，尚未登入日志。',
    en: '{file} is still being recorded, or was left by a crash; the log does not have it yet.',
  },
  'part-missing': {
    weight: 'broken',
    zh: '缺少原始数据 {file}。',
    en: 'The original bytes {file} are missing.',
  },
  'part-altered': {
    weight: 'broken',
    zh: '原始数据 {file} 与已签名的日志不符：已被改动或调换。',
    en: 'The original bytes {file} are not those of the signed log: they were altered or swapped.',
  },
  'part-unproven': {
    weight: 'broken',
    zh: '原始数据 {file} 没有路径证明。',
    en: 'The original bytes {file} come without a path to the log.',
  },
  'parts-not-contiguous': {
    weight: 'broken',
    zh: '摄像机 {camera} 第 {n} 段的片段不连续：缺第 {expected} 个。',
    en: 'The fragments of segment {n} of camera {camera} are not contiguous: {expected} is missing.',
  },
  'video-differs': {
    weight: 'broken',
    zh: '播放文件 {file} 不是由包内原始数据拼成的。',
    en: 'The playable file {file} is not made of the original bytes in the bundle.',
  },
  'video-unproven': {
    weight: 'broken',
    zh: '播放文件 {file} 没有对应的原始数据，其内容没有任何证明。',
    en: 'The playable file {file} belongs to no original bytes in the bundle: nothing proves its content.',
  },
  'footage-deleted': {
    weight: 'note',
    zh: '摄像机 {camera} 第 {n} 段已删除，依据见删除记录（日志第 {index} 条）。',
    en: 'Segment {n} of camera {camera} was deleted; the ground stands in its tombstone, log entry {index}.',
  },
  'deleted-early': {
    weight: 'note',
    zh: '摄像机 {camera} 第 {n} 段（日志第 {index} 条）在保存期限（{days} 天）届满前即被删除。',
    en: 'Segment {n} of camera {camera} (log entry {index}) was deleted before its retention floor of {days} days had passed.',
  },
  // ── Tombstones, register ──
  'tombstone-unknown-entry': {
    weight: 'broken',
    zh: '删除记录（日志第 {index} 条）指向第 {target} 条，那不是此前 {camera} 的录像。',
    en: 'The tombstone at log entry {index} names entry {target}, which is no earlier segment of {camera}.',
  },
  'tombstone-bytes-present': {
    weight: 'note',
    zh: '{file} 已有删除记录（日志第 {index} 条），但文件还在：删除未完成，或文件被放回。',
    en: '{file} has a tombstone (log entry {index}) but is still there: the deletion was not finished, or the file was put back.',
  },
  'register-missing': {
    weight: 'broken',
    zh: '包中没有这次调取的登记条目。',
    en: 'The bundle does not contain the register entry of this export.',
  },
  'register-differs': {
    weight: 'broken',
    zh: '清单中的“{field}”与日志中的登记条目（第 {index} 条）不符。',
    en: '"{field}" in the manifest is not what the register entry says (log entry {index}).',
  },
} as const satisfies Readonly<Record<string, FindingSentence>>;
