// SPDX-License-Identifier: Apache-2.0
/** What each alarm means to the people in the duty room, and what they should do. */
import type { Sentence } from '../../errors.ts';
import { fillSentence } from '../../terms/refusal.ts';
import type { AlarmKind, BoardAlarm } from './alarm-board.ts';

const sentences: Readonly<Record<AlarmKind, Sentence>> = {
  'camera-offline': {
    zh: '{subject}：没有图像，这段时间没有录像。请检查电源、网线和摄像机。',
    en: '{subject}: no picture comes, and nothing is recorded of it. Check power, cable and the camera.',
  },
  'camera-motion': {
    zh: '{subject}：摄像机报告画面中有移动。请查看画面。',
    en: '{subject}: the camera tells of motion in its picture. Look at it.',
  },
  'camera-tamper': {
    zh: '{subject}：摄像机报告被遮挡、移动或信号异常（{words}）。请到现场查看。',
    en: '{subject}: the camera says that it was covered, moved or lost its signal ({words}). Go and see.',
  },
  'camera-alarm': {
    zh: '{subject}：设备报告告警（{words}）。请核实，处理后在这里写明结果。',
    en: '{subject}: the device reports an alarm ({words}). Check it, and write here what was done.',
  },
  'picture-black': {
    zh: '{subject}：画面全黑。请检查镜头、夜间补光和摄像机。',
    en: '{subject}: the picture is black. Check the lens, the light at night and the camera.',
  },
  'picture-frozen': {
    zh: '{subject}：画面冻结不动。请重启摄像机，并检查它的码流。',
    en: '{subject}: the picture stands still. Restart the camera and check its stream.',
  },
  'picture-blurred': {
    zh: '{subject}：画面模糊。请擦净镜头并重新对焦。',
    en: '{subject}: the picture is blurred. Clean the lens and focus again.',
  },
  'picture-overexposed': {
    zh: '{subject}：画面过亮，看不清。请检查是否有强光正对镜头，并调整曝光。',
    en: '{subject}: the picture is far too bright. Look for a light into the lens, and set the exposure.',
  },
  'picture-underexposed': {
    zh: '{subject}：画面过暗，看不清。请检查照明、夜间补光和曝光。',
    en: '{subject}: the picture is far too dark. Check the lighting, the light at night and the exposure.',
  },
  'picture-covered': {
    zh: '{subject}：镜头被遮挡。请到现场查看并移开遮挡物。',
    en: '{subject}: the lens is covered. Go and see, and take away what covers it.',
  },
  'picture-moved': {
    zh: '{subject}：画面与参考画面不同，摄像机可能被移动或转向。请恢复原来的角度；确需改变的，先核对备案，再在“摄像机”页写明理由更新参考画面。',
    en: '{subject}: the view is not its reference; the camera may have been moved or turned. Turn it back; if the change is meant, check the filing, then renew the reference on the cameras page with the reason.',
  },
  'footage-locked': {
    zh: '有加密的录像打不开：启动密钥不在或不对（录像密钥 {keys}）。录像照常在记录；请用正确的启动密钥重新启动。',
    en: 'Encrypted footage does not open: the start secret is missing or another one (footage keys {keys}). Recording goes on; start again with the right secret.',
  },
  'footage-damaged': {
    zh: '{subject}：第 {n} 段加密录像有损坏或被改动（第 {part} 部分），照解开的样子给出。请检查硬盘，并运行 mingjing verify。',
    en: '{subject}: encrypted segment {n} is damaged or was altered (part {part}); it is given as it decrypts. Check the disk and run mingjing verify.',
  },
  'disk-full': {
    zh: '{subject}：存储空间用尽，录像受限或中断。请增加硬盘。除非另有设定，未满法定留存天数的录像不会被删除。',
    en: '{subject}: the disk is full; recording is thinned or stopped. Add disk space. Unless configured otherwise, footage younger than the law asks is not deleted.',
  },
  'disk-slow': {
    zh: '{subject}：硬盘写入太慢，部分录像没有写下。请检查硬盘，或减少摄像机、降低码率。',
    en: '{subject}: the disk is too slow; some footage was not written. Check the disk, or record fewer cameras or less bitrate.',
  },
  overload: {
    zh: '{subject}：录像机处理不过来，部分录像没有写下；硬盘本身应答正常。请停掉占用处理器的其他程序，或减少摄像机、降低码率，或换用更快的机器。',
    en: '{subject}: the recorder does not keep up and some footage was not written; the disk itself answers well. Stop other programs that take the processor, record fewer cameras or less bitrate, or use a faster machine.',
  },
  'disk-failed': {
    zh: '{subject}：硬盘读写出错（{code}）。请立即检查硬盘和连接线，并备份已有录像。',
    en: '{subject}: the disk reports an error ({code}). Check disk and cables now, and back up the footage.',
  },
  'store-lost': {
    zh: '录像目录 {subject} 不见了，或换成了另一块盘。已停止写入。请检查挂载。',
    en: 'The data directory {subject} is gone or another disk is mounted there. Writing has stopped. Check the mount.',
  },
  'forecast-below-floor': {
    zh: '照现在的码率，硬盘只够保存 {forecastDays} 天，应当保存 {requiredDays} 天。请在存满之前增加硬盘。',
    en: 'At the present bitrate the disk holds {forecastDays} days; {requiredDays} are required. Add disk space before it is full.',
  },
  'below-floor': {
    zh: '{subject}：按设定删除了未满 {floorDays} 天的录像。这低于法定留存天数，已记入日志。',
    en: '{subject}: footage younger than {floorDays} days was deleted, as configured. That is below what the law asks, and stands in the log.',
  },
  'clock-step': {
    zh: '主机时间跳变了 {seconds} 秒。录像的留存天数只按确实走过的时间计算，不因此提前到期。请核对时间。',
    en: 'The clock jumped by {seconds} seconds. Days of retention count only time that has certainly passed; nothing expires early. Check the time.',
  },
  'certificate-ends': {
    zh: '录像机网页的证书还有 {days} 天到期，到期后浏览器会拒绝打开。请在“设置”的“证书”中更换。',
    en: 'The certificate of the recorder’s pages ends in {days} days; browsers will refuse it then. Renew it under Settings, Certificate.',
  },
  'clock-off': {
    zh: '录像机的时间与时间服务器相差 {seconds} 秒，录像上的时间因此不准。请在操作系统中启用时间同步（NTP），核对后在“设置”页确认时间正确。',
    en: 'The recorder’s clock is {seconds} seconds from the time servers, and so are the times of its footage. Turn on time synchronisation (NTP) in the operating system.',
  },
  'worker-crashed': {
    zh: '{subject}：录像线程意外退出，已自动重新开始。中断的时段在时间轴上标明。反复出现时请联系维护人员。',
    en: '{subject}: its recording thread died and was started again. The timeline shows what is missing. Call maintenance if it happens again.',
  },
  'log-broken': {
    zh: '证据日志的待签部分在启动时已损坏、被改动或缺失：未通过认证 {foreign} 条，丢失 {lost} 条。完好的条目已保留，原文件另存。keys/journal.key 被换过时也这样提示，其名下的条目都不作数。请查明谁能写数据目录，并核对登记册。',
    en: 'The unsigned tail of the evidence log was damaged, altered or missing at start: {foreign} records not authenticated, {lost} lost. Whole entries were kept, the file as found is kept aside. It is said too when keys/journal.key was exchanged; nothing that key authenticates counts. Find out who can write to the data directory, and compare the register.',
  },
  'log-rolled-back': {
    zh: '证据日志现有 {has} 条，此前曾有 {had} 条：数据目录被退回旧状态，或部分丢失。缺少的登记和录像凭证无法恢复。请查明原因，并核对备份。',
    en: 'The evidence log has {has} entries and had {had} before: the data directory was put back to an earlier state, or part of it is lost. What is missing cannot be told from here. Find out why, and compare with the backup.',
  },
  'store-replaced': {
    zh: '数据目录 {subject} 此前是另一个存储（{before}），现在是 {after}。如非有意更换，请检查挂载和磁盘。',
    en: 'The data directory {subject} held another store before ({before}); now it holds {after}. If nobody meant to, check mount and disk.',
  },
  'log-altered': {
    zh: '证据日志中有 {count} 条（自第 {first} 条起）与已签检查点不符：文件损坏或被改动。这些条目不作为依据；可能涉及冻结的，暂停删除录像。请保留现场，运行 mingjing verify，并与备份核对。',
    en: '{count} entries of the evidence log (from entry {first}) are not what the signed checkpoint commits to: damaged or altered files. Nothing rests on them, and where one may be a hold nothing is deleted. Keep everything as it is, run mingjing verify, compare with the backup.',
  },
  'deletion-refused': {
    zh: '{subject}：上次没有做完的删除现在不允许（{reason}），录像保留。',
    en: '{subject}: a deletion that was begun is not allowed now ({reason}); the footage stays.',
  },
  'index-differs': {
    zh: '{subject}：录像索引与日志不符，暂不删除录像。请停止录像机，用 mingjing reindex 重建索引。',
    en: '{subject}: the footage index does not say what the log says; nothing is deleted. Stop the recorder and rebuild the index with mingjing reindex.',
  },
  'holds-restored': {
    zh: '状态文件丢失、过旧或被改动，冻结名单已按日志重建（{holds} 项）。请核对摄像机与设置。',
    en: 'The state file was lost, old or edited; the holds were read from the log again ({holds}). Check cameras and settings.',
  },
  'witness-conflict': {
    zh: '见证人 {subject} 所知的日志历史与本机不同（它已见证 {knownSize} 条）：日志可能被退回旧状态、被复制到别的机器，或被重做。请立即查明。',
    en: 'Witness {subject} knows another history of this log (it has witnessed {knownSize} entries): the log may have been rolled back, copied to another machine or made anew. Find out now.',
  },
  'witness-away': {
    zh: '见证人 {subject} 八小时以上没有应答（HTTP {status}）。录像照常，但这段时间的日志还没有第三方见证。请检查网络。',
    en: 'Witness {subject} has not answered for over eight hours (HTTP {status}). Recording goes on, but no third party has seen the log of that time. Check the network.',
  },
  'register-differs': {
    zh: '登记与证据日志不符（{subject}：{what}）：有人改动了数据库。以证据日志为准；登记页和打印件已标明。请查明谁能写数据目录。',
    en: 'A register does not say what the evidence log says ({subject}: {what}): somebody edited the database. The log counts; pages and papers are marked. Find out who can write to the data directory.',
  },
  'uplink-conflict': {
    zh: '平台 {subject} 所知的日志历史与本机报告矛盾（{finding}）：日志可能被退回旧状态、被复制到别的机器，或被重做。平台已记录。请立即查明。',
    en: 'What platform {subject} knows of this log contradicts our report ({finding}): the log may have been rolled back, copied to another machine or made anew. The platform has it on record. Find out now.',
  },
  'uplink-refused': {
    zh: '平台 {subject} 不接受本机的报告（{code}）。报告保存在本机。请联系所在地公安机关。',
    en: 'Platform {subject} does not take our reports ({code}). They are kept here. Ask the police organ.',
  },
  'uplink-away': {
    zh: '平台 {subject} 八小时以上没有收下报告（{refusal}）。录像照常，报告保存在本机，连上后按顺序补报。请检查网络。',
    en: 'Platform {subject} has taken no report for over eight hours ({refusal}). Recording goes on; reports are kept here and sent in order when it answers. Check the network.',
  },
  'platform-forked': {
    zh: '平台 {subject} 自己的日志与它此前出示的不相接续（此前 {size} 条）：平台的记录可能被改动或重做。请告知上级机关。',
    en: 'The log of platform {subject} itself does not continue what it showed before ({size} entries): its records may have been altered or made anew. Tell the authority above it.',
  },
  'notices-failed': {
    zh: '告警通知发不出去（{subject}）：{zh}告警仍在本页显示。',
    en: 'Notices of alarms do not get out ({subject}): {en} Alarms are still shown here.',
  },
  'log-failed': {
    zh: '证据日志写不进去，正在重试。请检查硬盘空间和权限；期间录像仍在继续。',
    en: 'The evidence log cannot be written; trying again. Check disk space and permissions. Recording goes on.',
  },
};

/** Subjects that are no camera. */
const places: Readonly<Record<string, Sentence>> = {
  disk: { zh: '硬盘', en: 'Disk' },
  space: { zh: '硬盘', en: 'Disk' },
  mail: { zh: '邮件', en: 'mail' },
  webhook: { zh: '网址通知', en: 'webhook' },
};

/** @param nameOf name of a camera, or the id where it has none */
export function alarmSentence(
  alarm: Pick<BoardAlarm, 'kind' | 'subject' | 'facts'>,
  nameOf: (camera: string) => string,
): Sentence {
  const { kind, subject, facts } = alarm;
  const more = {
    code: String(facts['code'] ?? facts['reason'] ?? ''),
    seconds: Math.round(Number(facts['stepMs'] ?? 0) / 1000),
  };
  const fill = (language: keyof Sentence) => {
    const name = places[subject]?.[language] ?? nameOf(subject);
    return fillSentence(sentences[kind][language], { ...facts, ...more, subject: name });
  };
  return { zh: fill('zh'), en: fill('en') };
}
