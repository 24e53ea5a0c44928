// SPDX-License-Identifier: Apache-2.0
/**
 * The demo unit of `mingjing up`: four simulated cameras beside the recorder. Their port is kept in the data
 * directory, so that the cameras the recorder remembers are there again after a restart.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecorderCore } from '@mingjing/recorder';
import type { StartOptions } from '@mingjing/recorder/server';
import { type Cameras, demoScenes, SimulatorError, startCameras } from '@mingjing/simulator';
import { UsageError } from './command.ts';

export const demoSettings: NonNullable<StartOptions['firstSettings']> = {
  unit: {
    name: '演示宾馆（演示数据）',
    creditCode: '',
    address: '演示市演示区演示路 1 号',
    contact: '演示联系人',
  },
  place: '宾馆',
  jurisdiction: 'beijing',
};

/** `undefined`: as the data directory says; the cameras of a first start are demo cameras. */
export type DemoWish = boolean | undefined;

const portFile = (directory: string) => join(directory, 'demo-cameras.json');

/** Whether simulated cameras belong beside this data directory. */
export function wantsDemo(directory: string, wish: DemoWish): boolean {
  if (wish !== undefined) return wish;
  return existsSync(portFile(directory)) || !existsSync(directory) || readdirSync(directory).length === 0;
}

/**
 * Starts the demo cameras at the port they had before, or at a free one the first time.
 *
 * @throws UsageError when another program has taken their port
 */
export async function startDemoCameras(directory: string): Promise<Cameras> {
  const file = portFile(directory);
  const port = existsSync(file) ? portIn(file) : 0;
  try {
    const cameras = await startCameras({ count: Object.keys(demoScenes).length, cameras: demoScenes, port });
    mkdirSync(directory, { recursive: true });
    writeFileSync(file, `${JSON.stringify({ port: cameras.port })}\n`);
    return cameras;
  } catch (error) {
    if (!(error instanceof SimulatorError) || error.code === 'simulator/clip-unusable') throw error;
    throw new UsageError(
      `up: 演示摄像机的端口 ${port} 被占用，请停止占用它的程序，或用 --no-demo · port ${port} of the demo cameras is taken: stop what uses it, or say --no-demo`,
    );
  }
}

function portIn(file: string): number {
  try {
    const { port } = JSON.parse(readFileSync(file, 'utf8')) as { port?: unknown };
    if (typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536) return port;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UsageError(
    `up: ${file} 已损坏，删除它即可重新生成 · ${file} is damaged: delete it and it is made again`,
  );
}

/** Gives a recorder that has no camera yet the demo cameras. */
export async function addDemoCameras(core: RecorderCore, { urls, names }: Cameras): Promise<void> {
  if (core.cameras.list().length > 0) return;
  for (const [index, url] of urls.entries()) {
    const name = names[index];
    await core.cameras.add(
      { id: `demo-${index + 1}`, url, ...(name !== undefined && { name }) },
      'first-start',
    );
  }
}
