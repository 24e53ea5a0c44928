// SPDX-License-Identifier: Apache-2.0
import { main } from '../../cli/src/main.ts';

/** Runs a command as a person would; `onReady` is told its first output, Ctrl-C follows. */
export async function runCommand(args: readonly string[], onReady?: (line: string) => Promise<void>) {
  const [out, err] = [[] as string[], [] as string[]];
  const stop = new AbortController();
  const code = await main(args, {
    stdout: (text) => {
      out.push(text);
      if (onReady) void onReady(text).finally(() => stop.abort());
    },
    stderr: (text) => void err.push(text),
    readStdin: () => Promise.resolve(''),
    signal: stop.signal,
    interactive: false,
  });
  return { code, out: out.join(''), err: err.join('') };
}
