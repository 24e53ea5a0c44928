// SPDX-License-Identifier: Apache-2.0
/** Tells systemd that the event loop turns (sd_notify(3), WATCHDOG=1), by its own small program. */
import { spawn } from 'node:child_process';

/**
 * Begins when systemd asked for it (`WATCHDOG_USEC`), and does nothing else anywhere.
 *
 * @param failed told when the program cannot be started; systemd then restarts us, which is worth a line in the log
 */
export function startWatchdog(
  environment: Readonly<Record<string, string | undefined>>,
  failed: (error: Error) => void,
): void {
  const everyMs = Number(environment['WATCHDOG_USEC']) / 1000 / 3;
  if (!environment['NOTIFY_SOCKET'] || !(everyMs > 0)) return;
  const tell = (): void => {
    spawn('systemd-notify', ['WATCHDOG=1'], { stdio: 'ignore' }).once('error', failed);
  };
  tell();
  setInterval(tell, everyMs).unref();
}
