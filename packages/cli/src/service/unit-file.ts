// SPDX-License-Identifier: Apache-2.0
/**
 * The systemd unit of a program of ours (systemd.service(5), systemd.exec(5)): an account of its own, nothing writable
 * but its data, a watchdog, and for the recorder the processor and the disk before others.
 */

export const programs = ['recorder', 'platform', 'witness'] as const;
export type Program = (typeof programs)[number];

export interface UnitFile {
  readonly program: Program;
  /** Absolute path of the Node that runs it. */
  readonly node: string;
  /** Absolute path of `mingjing.mjs`. */
  readonly entry: string;
  /** Data directory, absolute. */
  readonly data: string;
  readonly user: string;
  /** What stands behind the program on its command line. */
  readonly args: readonly string[];
  /** Folders beside the data that it writes: footage on other disks. */
  readonly alsoWrites: readonly string[];
}

const said: Readonly<
  Record<Program, { readonly zh: string; readonly en: string; readonly words: readonly string[] }>
> = {
  recorder: { zh: '明镜录像机', en: 'Mingjing recorder', words: ['recorder', '--data'] },
  platform: { zh: '明镜监督台', en: 'Mingjing platform', words: ['platform', 'start', '--data'] },
  witness: { zh: '明镜见证人', en: 'Mingjing witness', words: ['witness', '--store'] },
};

/** Recording comes before whatever else the machine does; a second of the disk's queue is a second of footage. */
const recordingFirst = ['Nice=-5', 'CPUWeight=500', 'IOWeight=500', 'OOMScoreAdjust=-500'];

export const nameOf = (program: Program): string => `mingjing-${program}.service`;

/** The whole file. */
export function unitFile({ program, node, entry, data, user, args, alsoWrites }: UnitFile): string {
  const { zh, en, words } = said[program];
  const writable = [data, ...alsoWrites];
  return `# ${zh}。由 mingjing service install 写成；要改的放在 systemctl edit 的补充文件里。
# Written by mingjing service install; changes belong in a drop-in (systemctl edit).
[Unit]
Description=${zh} ${en}
Wants=network-online.target
After=network-online.target time-sync.target
# A disk that is not mounted is waited for; nothing is written to what lies beneath.
RequiresMountsFor=${writable.map(path).join(' ')}

[Service]
Type=exec
User=${user}
Group=${user}
ExecStart=${[node, entry, ...words, data, ...args].map(word).join(' ')}
Restart=on-failure
RestartSec=2
# 2: arguments, directory or port unusable. Starting again would not help.
RestartPreventExitStatus=2
KillMode=mixed
TimeoutStopSec=60
# The program says every third of this that its event loop turns (systemd-notify).
WatchdogSec=90
NotifyAccess=all
StateDirectory=mingjing
StateDirectoryMode=0750
CacheDirectory=mingjing
Environment=NODE_COMPILE_CACHE=/var/cache/mingjing
LimitNOFILE=65536
UMask=0027
${program === 'recorder' ? `${recordingFirst.join('\n')}\n` : ''}
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths=${writable.map(path).join(' ')}
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
CapabilityBoundingSet=${needsLowPort(args) ? 'CAP_NET_BIND_SERVICE\nAmbientCapabilities=CAP_NET_BIND_SERVICE' : ''}

[Install]
WantedBy=multi-user.target
`;
}

/** The account, for systemd-sysusers(8). */
export const accountFile = (user: string): string =>
  `# 明镜服务账号 · the account of Mingjing's services\nu ${user} - "明镜 Mingjing" /var/lib/mingjing -\n`;

/** A word of a command line: quoted, with systemd's own specifiers and variables written as what they are. */
function word(text: string): string {
  const plain = text.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w@%+=:,./-]+$/.test(plain)
    ? plain
    : `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A path in a list of paths. */
const path = (text: string): string => {
  const plain = text.replaceAll('%', '%%');
  return /[\s"\\]/.test(plain) ? `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : plain;
};

function needsLowPort(args: readonly string[]): boolean {
  const at = args.findIndex((arg) => arg === '--port' || arg.startsWith('--port='));
  const port = at < 0 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1]);
  // A configuration file may name one; the program says so at its start if it may not.
  return (
    args.some((arg) => arg.startsWith('--config')) ||
    (port !== undefined && Number(port) > 0 && Number(port) < 1024)
  );
}
