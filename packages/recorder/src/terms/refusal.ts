// SPDX-License-Identifier: Apache-2.0
/** What the HTTP edge refuses by itself: a closed set of codes, each with its status and sentence. */
import type { Sentence } from '../errors.ts';

export const serverRefusals = {
  'recorder/not-signed-in': {
    status: 401,
    zh: '没有登录，或登录已失效。请重新登录。',
    en: 'Not signed in, or the sign-in has ended. Sign in again.',
  },
  'recorder/sign-in-wrong': {
    status: 401,
    zh: '用户名或密码不对。还可以再试 {left} 次。',
    en: 'The user name or the password is wrong. {left} more attempts.',
  },
  'recorder/sign-in-locked': {
    status: 423,
    zh: '连续输错次数过多，账号已锁定。请在 {minutes} 分钟后再试，或请管理员重置密码。',
    en: 'Too many wrong attempts; the account is locked. Try again in {minutes} minutes or ask the administrator.',
  },
  'recorder/password-change-required': {
    status: 403,
    zh: '请先修改密码：现在的密码是印出来或别人给的一次性密码，只能用来修改密码。',
    en: 'Change the password first: the present one was printed or handed out, and opens nothing else.',
  },
  'recorder/second-factor-wrong': {
    status: 401,
    zh: '动态验证码不对或已过期。请输入当前显示的验证码。',
    en: 'The code is wrong or has expired. Enter the one shown now.',
  },
  'recorder/password-wrong': {
    status: 403,
    zh: '当前密码不对，没有修改。请重新输入。',
    en: 'The present password is wrong; nothing was changed. Enter it again.',
  },
  'recorder/password-weak': {
    status: 422,
    zh: '新密码不够强：至少 10 个字符，大小写字母、数字、符号用到三种（16 个字符以上不限），不含用户名、常用词和 1234、abcd 一类的连续字符，也不能与旧密码相同。请换一个。',
    en: 'The new password is not strong enough: at least 10 characters with three of small and capital letters, digits and signs (any from 16 characters on), without the user name, common words and runs such as 1234 or abcd, and not the old one. Choose another.',
  },
  'recorder/second-factor-state': {
    status: 409,
    zh: '两步验证的状态不允许这样做：{reason}。',
    en: 'The second factor does not allow this now: {reason}.',
  },
  'recorder/too-often': {
    status: 429,
    zh: '请求太频繁。请在 {seconds} 秒后再试。',
    en: 'Too many requests. Try again in {seconds} seconds.',
  },
  'recorder/role-not-allowed': {
    status: 403,
    zh: '您的角色（{role}）不能做这件事。需要时请联系管理员。',
    en: 'Your role ({role}) may not do this. Ask the administrator if you need to.',
  },
  'recorder/origin-refused': {
    status: 403,
    zh: '请求来自别的网站，已拒绝。请从本系统的页面操作。',
    en: 'The request came from another site and was refused. Use the pages of this system.',
  },
  'recorder/viewing-copy-busy': {
    status: 409,
    zh: '正在生成另一个观看副本，一次只做一个。请等它完成或取消后再试。',
    en: 'Another copy for viewing is being made; they are made one at a time. Wait for it or cancel it.',
  },
  'recorder/switch-off-two': {
    status: 409,
    zh: '停止录像须写明理由，并由两名不同的人员作出。请用“停止录像”提出，由另一人同意。',
    en: 'Recording is switched off with a reason and by two different people. Use “Stop recording” and let somebody else agree.',
  },
  'recorder/reason-missing': {
    status: 422,
    zh: '缩短留存上限会让录像更早被删除，须写明理由，并由另一人同意。请写明理由。',
    en: 'A shorter ceiling deletes footage earlier: it takes a reason and a second person. Give the reason.',
  },
  'recorder/ceiling-below-floor': {
    status: 422,
    zh: '留存上限不能少于应当保存的 {requiredDays} 天，没有保存。',
    en: 'The ceiling may not be under the {requiredDays} days that are required; nothing was saved.',
  },
  'recorder/view-not-told': {
    status: 409,
    zh: '{camera} 没有可用作参考的画面：最近一幅无法判断、不清晰，或还没有参考画面。请先让画面恢复清晰，等一分钟再试。',
    en: 'There is no picture of {camera} fit to be its reference: the newest one is unknown or not clear, or there is no reference yet. See that the picture is clear, wait a minute and try again.',
  },
  'recorder/range-ahead': {
    status: 422,
    zh: '时间范围不对：开始不能晚于现在，结束最多到 24 小时之后；复制导出要等这段时间过去。请改正时间。',
    en: 'The range lies ahead: it may not begin after now nor end more than 24 hours from now, and a copy waits until its range is over. Correct the times.',
  },
  'recorder/input-invalid': {
    status: 422,
    zh: '填写的内容有误：{field}。请按提示改正。',
    en: 'Something was filled in wrongly: {field}. Correct it as shown.',
  },
  'recorder/not-found': {
    status: 404,
    zh: '没有找到 {what}。请核对地址。',
    en: '{what} was not found. Check the address.',
  },
  'recorder/person-exists': {
    status: 409,
    zh: '已有用户名 {user}。请换一个。',
    en: 'There is already a user {user}. Choose another name.',
  },
  'recorder/last-administrator': {
    status: 409,
    zh: '这是最后一名在用的管理员，不能停用或改为其他角色。请先设另一名管理员。',
    en: 'This is the last active administrator and cannot be disabled or given another role. Make another one first.',
  },
  'recorder/confirmation-missing': {
    status: 422,
    zh: '移除摄像机须再次写明其编号（{camera}）。已录的图像按保存期限继续保存。',
    en: 'Repeat the id of the camera to remove it ({camera}). Its footage stays for as long as the law asks.',
  },
  'recorder/session-missing': {
    status: 403,
    zh: '没有打开的查看登记，不能看图像。请先登记查看的人员和用途。',
    en: 'There is no open access session: nobody sees a picture without one. Register who looks and why first.',
  },
  'recorder/session-state': {
    status: 409,
    zh: '这次登记的状态是“{state}”，不能这样做。',
    en: 'The access session is "{state}"; this cannot be done now.',
  },
  'recorder/session-scope': {
    status: 403,
    zh: '超出了登记的范围：{what}。需要更多时请另行登记。',
    en: 'Outside what was registered: {what}. Register again for more.',
  },
  'recorder/purpose-not-allowed': {
    status: 422,
    zh: '用途“{purpose}”不适用于这种查看。请从列表中选择。',
    en: 'The purpose "{purpose}" does not fit this kind of look. Choose one from the list.',
  },
  'recorder/second-person': {
    status: 409,
    zh: '提出和批准须由两名不同的人员作出。请由另一人决定。',
    en: 'Asking and approving take two different people. Let somebody else decide.',
  },
  'recorder/request-untaken': {
    status: 409,
    zh: '这件请求由公安机关经平台发来，还没有人经办。请先由一人经办，再由另一人决定。',
    en: 'This request came from the police over the line and nobody has taken it over. One person takes it over, then another decides.',
  },
  'recorder/request-excluded': {
    status: 409,
    zh: '依法不予查看：{items}。请改为不同意并说明理由。',
    en: 'The law excludes this view: {items}. Refuse it and say why.',
  },
  'recorder/upload-refused': {
    status: 415,
    zh: '文件不被接受：{reason}。请上传 10 MB 以内的 PDF、PNG 或 JPEG。',
    en: 'The file is not accepted: {reason}. Upload a PDF, PNG or JPEG of at most 10 MB.',
  },
  'recorder/row-changed': {
    status: 409,
    zh: '这一行刚刚被 {by} 改过，没有保存。请重新打开后再改。',
    en: '{by} has changed this row since you opened it; nothing was saved. Open it again.',
  },
  'recorder/row-withdrawn': {
    status: 409,
    zh: '这一行已撤回，不能再改。需要时请另行登记。',
    en: 'This row was withdrawn and cannot be changed. Write a new one.',
  },
  'recorder/alarm-stands': {
    status: 409,
    zh: '告警的原因还在，不能由人解除；原因消除后自动解除。可以指派人员处理。',
    en: 'The cause of this alarm is still there, so nobody clears it; it clears itself when the cause is gone. You can say who sees to it.',
  },
  'recorder/certificate-refused': {
    status: 422,
    zh: '证书不能用：{reason}。原来的没有变。',
    en: 'The certificate cannot be used: {reason}. The one before stays.',
  },
  'recorder/notice-critical': {
    status: 422,
    zh: '“{kind}”属于紧急告警，不受静默时段限制，没有保存。请把它从等待的种类中去掉。',
    en: '"{kind}" is a critical alarm and waits for no quiet hours; nothing was saved. Take it out of the kinds that wait.',
  },
  'recorder/attachment-type': {
    status: 422,
    zh: '附件只接受 PDF、PNG、JPEG，按内容核对；这个文件不是。',
    en: 'Attachments are PDF, PNG or JPEG, told by their content; this file is none of them.',
  },
  'recorder/attachment-changed': {
    status: 409,
    zh: '附件与登记时的哈希不符，可能已损坏或被替换，没有给出。',
    en: 'The attachment is not the one that was registered (its hash differs): damaged or swapped. It is not given out.',
  },
  'recorder/event-source-unknown': {
    status: 401,
    zh: '没有这个事件来源，或令牌不对；没有记下。请核对录像机配置的 eventSources。',
    en: 'No such source of events, or its token is wrong; nothing was kept. Check eventSources in the configuration of the recorder.',
  },
  'recorder/row-against': {
    status: 409,
    zh: '{zh}；没有保存。',
    en: '{en}; nothing was saved.',
  },
  'recorder/value-taken': {
    status: 409,
    zh: '{field}“{value}”已经登记过，没有保存。请核对，或更正原来那一行。',
    en: '"{value}" ({field}) is in the register already; nothing was saved. Check it, or correct the row that has it.',
  },
  'recorder/no-footage': {
    status: 404,
    zh: '摄像机 {camera} 在这个时间没有录像。请在时间轴上查看缺失原因。',
    en: 'Camera {camera} has no footage at that time. The timeline says why.',
  },
  'recorder/decoder-missing': {
    status: 501,
    zh: '这台机器没有安装 ffmpeg，不能生成截图。录像和导出不受影响。',
    en: 'ffmpeg is not installed on this machine, so there are no stills. Recording and export are not affected.',
  },
  'recorder/export-failed': {
    status: 500,
    zh: '导出没有完成：{reason}。请重试。',
    en: 'The export was not finished: {reason}. Try again.',
  },
  'recorder/websocket-only': {
    status: 426,
    zh: '这个地址只接受 WebSocket 连接。',
    en: 'This address accepts WebSocket connections only.',
  },
  'recorder/uplink-unreachable': {
    status: 502,
    zh: '连不上平台 {platform}（{reason}）。请核对地址和网络。',
    en: 'Platform {platform} cannot be reached ({reason}). Check address and network.',
  },
  'recorder/uplink-refused': {
    status: 409,
    zh: '平台 {platform} 没有接受接入（{code}）。请核对接入码是否已用过或过期、本机时间是否准确。',
    en: 'Platform {platform} did not accept the enrolment ({code}). Check whether the code was used or is too old, and whether the clock is right.',
  },
  'recorder/month-not-begun': {
    status: 422,
    zh: '{month} 还没有开始。请选择本月或者以前的月份。',
    en: '{month} has not begun. Choose this month or an earlier one.',
  },
  'recorder/month-under-way': {
    status: 409,
    zh: '正在进行一次自证。请等它完成。',
    en: 'A proof is being made. Wait until it is done.',
  },
  'recorder/uplink-elsewhere': {
    status: 409,
    zh: '本机已接入 {platform}（{unitName}），一台录像机只对一个平台报告。确要改接，请写明离开的平台地址（leaves）。',
    en: 'This recorder reports to {platform} ({unitName}), and to one platform only. To change, name the platform it leaves (leaves).',
  },
  'recorder/port-in-use': {
    status: 500,
    zh: '端口 {port} 已被占用。请换一个端口，或停止占用它的程序。',
    en: 'Port {port} is in use. Choose another port or stop the program that uses it.',
  },
  'recorder/internal': {
    status: 500,
    zh: '系统内部错误，已记入日志（{reference}）。请稍后重试；仍不行请联系维护单位并告知编号。',
    en: 'Internal error, written to the log ({reference}). Try again; if it stays, tell maintenance this number.',
  },
} as const satisfies Record<string, Sentence & { readonly status: number }>;

export type ServerRefusalCode = keyof typeof serverRefusals;

export class ServerRefusal extends Error {
  override readonly name = 'ServerRefusal';
  readonly code: ServerRefusalCode;
  readonly facts: Readonly<Record<string, string | number>>;
  constructor(code: ServerRefusalCode, facts: ServerRefusal['facts'] = {}, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.facts = facts;
  }
}

/** A refusal's sentence in both languages, facts filled in. */
export function refusalSentence(code: ServerRefusalCode, facts: ServerRefusal['facts']): Sentence {
  return {
    zh: fillSentence(serverRefusals[code].zh, facts),
    en: fillSentence(serverRefusals[code].en, facts),
  };
}

export function fillSentence(text: string, facts: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}
