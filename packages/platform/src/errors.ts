// SPDX-License-Identifier: Apache-2.0
/** Every refusal the platform can give, with the sentence a person sees: what happened · why · what to do. */

/** zh and en sentence and the HTTP status it travels under; `{name}` is filled from the error's facts. */
interface Refusal {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
}

export const platformErrors = {
  'platform/database-port-taken': {
    status: 503,
    zh: '数据库端口 {port} 已被占用 · 另一个程序正在监听 · 换一个端口，或先停掉那个程序',
    en: 'Database port {port} is taken · another program listens there · choose another port or stop that program',
  },
  'platform/port-taken': {
    status: 503,
    zh: '端口 {port} 已被占用 · 另一个程序正在监听 · 用 --port 换一个端口',
    en: 'Port {port} is taken · another program listens there · choose another with --port',
  },
  'platform/directory-taken': {
    status: 503,
    zh: '数据目录 {directory} 正由进程 {pid} 使用 · 一个目录只能有一个平台 · 先停掉它，或换一个目录',
    en: 'Directory {directory} is in use by process {pid} · one platform per directory · stop it or choose another',
  },
  'platform/directory-unusable': {
    status: 503,
    zh: '数据目录 {directory} 不能用 · {reason} · 换一个可写的目录',
    en: 'Directory {directory} cannot be used · {reason} · choose a directory that can be written',
  },
  'platform/database-start-failed': {
    status: 503,
    zh: '数据库没有启动 · {reason} · 看 {log}',
    en: 'The database did not start · {reason} · see {log}',
  },
  'platform/database-version': {
    status: 503,
    zh: '数据目录属于 PostgreSQL {found}，程序带的是 {expected} · 版本不同不能直接打开 · 用旧版本备份后恢复',
    en: 'The directory belongs to PostgreSQL {found}, this program brings {expected} · they cannot be mixed · back up with the old version and restore',
  },
  'platform/database-refused': {
    status: 503,
    zh: '连不上数据库 · PostgreSQL 说：{reason} · 核对 DATABASE_URL 和 DATABASE_APP_URL 中的地址、用户名、密码和库名',
    en: 'The database refused · PostgreSQL says: {reason} · check address, user, password and name in DATABASE_URL and DATABASE_APP_URL',
  },
  'platform/database-application-missing': {
    status: 503,
    zh: '只给了 DATABASE_URL · 请求必须用另一个受行级安全约束的角色 · 再给 DATABASE_APP_URL，做法见 docs/operations.md',
    en: 'Only DATABASE_URL is given · requests must run as another role that row security binds · give DATABASE_APP_URL too, see docs/operations.md',
  },
  'platform/database-too-old': {
    status: 503,
    zh: '数据库是 PostgreSQL {found} · 平台在第 {needed} 版及更新的版本上试过，更旧的没有 · 升级数据库到 {needed} 或更新',
    en: 'The database is PostgreSQL {found} · the platform is tried on {needed} and newer, not on older ones · upgrade it to {needed} or newer',
  },
  'platform/database-encoding': {
    status: 503,
    zh: '数据库的编码是 {found} · 姓名和地址要用 UTF8 才存得全 · 用 UTF8 建库',
    en: 'The database is encoded in {found} · names and addresses need UTF8 · make the database with UTF8',
  },
  'platform/database-roles-missing': {
    status: 503,
    zh: '角色 {role} 不是 {missing} 的成员 · 请求要以它们的身份运行 · 由数据库管理员建立这些角色并授予 {role}',
    en: 'Role {role} is not a member of {missing} · requests run as them · have the database administrator create and grant them to {role}',
  },
  'platform/migration-newer': {
    status: 503,
    zh: '数据库比程序新 · 迁移只能向前 · 请升级程序',
    en: 'The database is newer than this program · migrations only go forward · upgrade the program',
  },
  'platform/role-bypasses-policies': {
    status: 503,
    zh: '应用数据库角色 {role} 能绕过行级安全 · 平台拒绝这样运行 · 用没有 BYPASSRLS、不是超级用户、不拥有表的角色',
    en: 'Database role {role} can bypass row security · the platform will not run so · use a role without BYPASSRLS, not superuser, owning no table',
  },
  'platform/backup-damaged': {
    status: 400,
    zh: '备份 {file} 与清单不符 · 文件缺失或被改动 · 用另一份备份',
    en: 'Backup file {file} does not match the manifest · missing or altered · use another backup',
  },
  'platform/restore-target-not-empty': {
    status: 409,
    zh: '目录 {directory} 不是空的 · 恢复不覆盖已有数据 · 给一个空目录',
    en: 'Directory {directory} is not empty · restore overwrites nothing · give an empty directory',
  },
  'platform/outside-database': {
    status: 400,
    zh: '外部数据库不由本命令备份 · 它有自己的工具 · 用 pg_basebackup 或 pg_dump',
    en: 'An outside database is not backed up by this command · it has its own tools · use pg_basebackup or pg_dump',
  },
  'platform/unauthenticated': {
    status: 401,
    zh: '没有登录 · 此页只对登录的人开放 · 请先登录',
    en: 'Not signed in · this is for people who are signed in · sign in first',
  },
  'platform/second-factor-required': {
    status: 403,
    zh: '需要第二重验证 · 执法人员账户必须双因素登录 · 用验证器动态码或通行密钥重新登录',
    en: 'A second factor is needed · officials sign in with two · sign in again with a one-time code or a passkey',
  },
  'platform/assurance-expired': {
    status: 401,
    zh: '登录已超过 {hours} 小时 · 执法人员会话不自动延长 · 请重新登录',
    en: 'Signed in more than {hours} hours ago · sessions of officials are not extended · sign in again',
  },
  'platform/forbidden': {
    status: 403,
    zh: '此账户不能做这件事 · 角色没有这项权限 · 找有权限的人或管理员',
    en: 'This account may not do that · its role has no such permission · ask someone who has, or an administrator',
  },
  'platform/suspended': {
    status: 403,
    zh: '账户已停用 · 由管理员停用 · 联系本单位管理员',
    en: 'The account is suspended · by an administrator · contact your administrator',
  },
  'platform/not-found': {
    status: 404,
    zh: '没有找到 · 不存在，或不在你的辖区和权限内 · 检查编号',
    en: 'Not found · it does not exist, or lies outside your jurisdiction and rights · check the number',
  },
  'platform/version-conflict': {
    status: 409,
    zh: '别人先改了 · 你看到的是第 {seen} 版，现在是第 {current} 版 · 重新打开后再改',
    en: 'Someone changed it first · you saw version {seen}, now it is {current} · open it again and repeat',
  },
  'platform/state-conflict': {
    status: 409,
    zh: '现在不能这样做 · 该件当前状态为 {state} · 刷新后再看',
    en: 'That cannot be done now · its state is {state} · refresh and look again',
  },
  'platform/needs-unmet': {
    status: 422,
    zh: '还差 {count} 项，不能办这一步 · {zh} · 补齐后再办',
    en: '{count} needs are unmet, the step was not taken · {en} · bring them and try again',
  },
  'platform/held-by-other': {
    status: 409,
    zh: '正由 {holder} 审核 · 一件只由一人办理 · 等其办结或释放',
    en: '{holder} is reviewing it · one reviewer at a time · wait until it is decided or released',
  },
  'platform/duplicate': {
    status: 409,
    zh: '已经有了 · {what} 已登记 · 打开原有的一条',
    en: 'It exists already · {what} is registered · open the existing one',
  },
  'platform/invalid': {
    status: 422,
    zh: '填写有误 · {path}：{reason} · 改正后再提交',
    en: 'Something is not right · {path}: {reason} · correct it and send again',
  },
  'platform/malformed': {
    status: 400,
    zh: '请求不能读 · {reason} · 检查格式',
    en: 'The request cannot be read · {reason} · check its form',
  },
  'platform/too-large': {
    status: 413,
    zh: '太大 · 上限 {limit} · 减小后再传',
    en: 'Too large · the limit is {limit} · make it smaller',
  },
  'platform/place-unknown': {
    status: 422,
    zh: '区划代码 {place} 不由本平台办理 · 本平台没有这个地方的公安机关 · 在列表里选所在的区县，或者向当地公安机关问它用的平台',
    en: 'This platform does not serve {place} · no police organ of that place works here · choose your county from the list, or ask the local police which platform they use',
  },
  'platform/no-such-administrator': {
    status: 404,
    zh: '没有在用的管理员 {user} · 这条路只为管理员，其余的人由两名管理员在人员页面重置 · 核对名字或邮箱',
    en: 'No administrator {user} is in use · this way is for administrators only, two administrators reset others on the page of people · check the name or e-mail',
  },
  'platform/moved-away': {
    status: 410,
    zh: '这个单位已于 {on} 转往 {organ} · 登记和备案随之转去 · 向该机关了解，转址记录在“备案”页',
    en: 'This unit went to {organ} on {on} · register and filings went with it · ask that office; the record is on the page of filings',
  },
  'platform/gateway-unusable': {
    status: 503,
    zh: '短信网关地址不能用：{url} · 须为 https 地址，本机的可以是 http · 改 shortMessageUrl 或 MINGJING_SMS_URL',
    en: 'The gateway for short messages cannot be used: {url} · it must be an https address, or http on this machine · change shortMessageUrl or MINGJING_SMS_URL',
  },
  'platform/not-mergeable': {
    status: 409,
    zh: '这两条记录不能合并 · 不在你的辖区、不在同一区县、分属两个组织，或者两边都有正在办理的备案 · 先办结、退回或者改对应的组织',
    en: 'These two records cannot be merged · outside your range, of two counties, of two organisations, or both with a filing under way · finish one, return it, or change whose they are',
  },
  'platform/file-infected': {
    status: 422,
    zh: '文件没有收下 · 病毒查验程序认为它有害 · 在自己的电脑上查杀后换一个文件',
    en: 'The file was not taken · the virus scanner says it is harmful · clean it on your own computer and send another',
  },
  'platform/scanner-failed': {
    status: 503,
    zh: '暂时不能收文件 · 病毒查验程序 {program} 没有完成查验 · 过一会再传；管理员请检查 MINGJING_SCAN_COMMAND',
    en: 'Files cannot be taken at present · the virus scanner {program} did not finish · try again later; the administrator checks MINGJING_SCAN_COMMAND',
  },
  'platform/media-type': {
    status: 415,
    zh: '文件类型不对 · 内容不是 {expected} · 换一个文件',
    en: 'Wrong kind of file · the content is not {expected} · choose another',
  },
  'platform/simulation-off': {
    status: 403,
    zh: '这个平台不接受模拟的录像机 · 正在使用的平台按真实时间运行，模拟会留下虚假的单位 · 用 mingjing up --demo 或 mingjing platform start --simulation 另起一个试验平台',
    en: 'This platform takes no simulated recorders · it is in use, keeps real time, and they would leave invented units · start another one for trials: mingjing up --demo, or mingjing platform start --simulation',
  },
  'platform/recorder-unknown': {
    status: 403,
    zh: '这台录像机没有接入 · 平台不认识它的日志 · 先用单位的一次性接入码接入',
    en: 'This recorder is not enrolled · the platform does not know its log · enrol it with a one-time code of the unit',
  },
  'platform/recorder-revoked': {
    status: 403,
    zh: '这台录像机的接入已撤销 · 由公安机关撤销 · 联系所在地公安机关',
    en: "This recorder's enrolment was revoked · by the police organ · ask it why",
  },
  'platform/recorder-signature': {
    status: 403,
    zh: '签名不符 · 不是登记的那把日志密钥所签，或内容被改动 · 核对录像机和接入时的密钥指纹',
    en: 'The signature does not fit · another key signed it, or it was altered · compare the fingerprint of the key that was enrolled',
  },
  'platform/recorder-clock': {
    status: 422,
    zh: '录像机时间差了 {seconds} 秒 · 接入时时间必须准确 · 校时后再接入',
    en: 'The clock of the recorder is off by {seconds} seconds · it must be right to enrol · set it and try again',
  },
  'platform/report-out-of-step': {
    status: 409,
    zh: '报告不接续 · 平台收到第 {sequence} 份、日志 {size} 条 · 从那里接着报',
    en: 'The report does not follow · the platform has report {sequence} and {size} entries · go on from there',
  },
  'platform/report-conflict': {
    status: 409,
    zh: '报告与平台所知的历史矛盾（{finding}） · 平台收到第 {sequence} 份、日志 {size} 条 · 已记录，请立即查明',
    en: 'The report contradicts what the platform knows ({finding}) · it has report {sequence} and {size} entries · this is on record; find out why now',
  },
  'platform/sign-in-wrong': {
    status: 401,
    zh: '用户名、密码或验证码不对 · 从这个地址还可以再试 {left} 次 · 核对后重试，或请管理员重置',
    en: 'Name, password or code is wrong · {left} more attempts from this address · check and try again, or ask an administrator for a reset',
  },
  'platform/sign-in-locked': {
    status: 423,
    zh: '错误次数过多，暂时锁定 · 防止有人猜密码 · 请在 {minutes} 分钟后再试，或请管理员重置',
    en: 'Locked for a while after too many wrong attempts · against guessing · try again in {minutes} minutes, or ask an administrator for a reset',
  },
  'platform/code-wrong': {
    status: 403,
    zh: '动态码或备用码不对、已用过或已过期 · 还可以再试 {left} 次 · 输入现在显示的动态码，或另一个备用码',
    en: 'The code is wrong, used or too old · {left} more attempts · enter the code shown now, or another backup code',
  },
  'platform/password-wrong': {
    status: 403,
    zh: '当前密码不对，没有修改 · 还可以再试 {left} 次 · 重新输入',
    en: 'The present password is wrong, nothing was changed · {left} more attempts · enter it again',
  },
  'platform/password-weak': {
    status: 422,
    zh: '新密码不能用 · 不得与当前密码、用户名或邮箱相同 · 换一个至少 12 个字符的密码',
    en: 'This password cannot be used · it must differ from the present one and from the name · choose another of at least 12 characters',
  },
  'platform/password-change-required': {
    status: 403,
    zh: '先修改密码 · 现在的密码是别人给的一次性密码 · 修改后才能办理业务',
    en: 'Change the password first · the present one was handed out by somebody · work begins after the change',
  },
  'platform/one-time-password-expired': {
    status: 401,
    zh: '一次性密码已过期 · 有效期 {hours} 小时 · 请管理员再重置一次',
    en: 'The one-time password is too old · it holds for {hours} hours · ask the administrators for another',
  },
  'platform/second-factor-state': {
    status: 409,
    zh: '第二因素的状态不允许 · 没有正在进行的登记，或尚未登记 · 从头开始',
    en: 'The second factor does not allow this now · nothing was begun, or none is set up · begin again',
  },
  'platform/reset-own': {
    status: 403,
    zh: '重置须由两名管理员办理 · 提出人和本人都不能批准 · 请另一名管理员批准',
    en: 'A reset takes two administrators · neither who asked nor the person may approve · ask another administrator',
  },
  'platform/reset-open': {
    status: 409,
    zh: '这个人已有同样的重置在等待批准 · 不重复提出 · 请另一名管理员批准或先撤回',
    en: 'The same reset is waiting already · it is not asked twice · have another administrator approve it, or take it back',
  },
  'platform/organ-from-above': {
    status: 403,
    zh: '公安机关只能由它的上级机关的管理员登记 · 区划代码 {jurisdiction} 不在本机关的下级 · 请上级机关登记',
    en: 'A police organ is registered by an administrator of the organ above it · {jurisdiction} is not below yours · ask the organ above',
  },
  'platform/holds-things': {
    status: 409,
    zh: '这个人手上有 {count} 份办理中的备案 · 停用或换角色后没有人办 · 先选择放回或交给哪名民警',
    en: 'This person holds {count} filings · nobody would go on with them · choose to free them or an officer to go on',
  },
  'platform/rate-limited': {
    status: 429,
    zh: '太频繁 · 每分钟次数有限 · 稍后再试',
    en: 'Too many requests · the number per minute is limited · try again later',
  },
  'platform/link-expired': {
    status: 410,
    zh: '链接已失效 · 过期、已用过或已撤回 · 请发出邀请的人重发',
    en: 'The link no longer works · expired, used or withdrawn · ask the sender for a new one',
  },
  'platform/cross-site': {
    status: 403,
    zh: '请求来自别的网站 · 为防伪造已拒绝 · 在本平台页面内操作',
    en: 'The request came from another site · refused against forgery · act from within this platform',
  },
  'platform/unavailable': {
    status: 503,
    zh: '暂时不可用 · 数据库没有回应 · 稍后再试；未答复成功的没有保存',
    en: 'Unavailable for now · the database does not answer · try later; nothing unconfirmed was saved',
  },
  'platform/internal': {
    status: 500,
    zh: '平台出错 · 这是程序的错误 · 已记录，请告诉管理员时间和编号',
    en: 'The platform failed · this is a defect · it is logged; tell the administrator time and number',
  },
} as const satisfies Readonly<Record<string, Refusal>>;

export type PlatformErrorCode = keyof typeof platformErrors;

/** A refusal of input or state, thrown where found and translated once, at the HTTP or command edge. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
  readonly code: PlatformErrorCode;
  /** Values for the sentence; never credentials, names of persons or footage. */
  readonly facts: Readonly<Record<string, string | number>>;
  constructor(code: PlatformErrorCode, facts: PlatformError['facts'] = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, { cause });
    this.code = code;
    this.facts = facts;
  }
}

/** The sentence of a refusal with its facts filled in. */
export function sentenceOf(
  code: PlatformErrorCode,
  facts: Readonly<Record<string, string | number>>,
  language: 'zh' | 'en',
): string {
  return platformErrors[code][language].replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    String(facts[name] ?? '—'),
  );
}
