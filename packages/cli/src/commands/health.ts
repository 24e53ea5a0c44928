// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { type CameraHealth, pictureHealth } from '@mingjing/recorder';
import { type Command, UsageError } from '../command.ts';
import { asUsage, recorderRefusal } from '../refusal-line.ts';
import { startSecretOf } from '../start-secret.ts';

export const command: Command = {
  summary: '图像健康：黑屏、冻结、模糊、遮挡、移位 image health',
  help: `mingjing health --store DIR [--camera ID] [--start-secret FILE] [--json]

解码每台摄像机最近的关键帧并判断图像：清晰、黑屏、冻结、模糊、过曝、欠曝、遮挡、移位，或者无法判断。
移位和模糊是与该摄像机保存着的最早一幅清晰画面比较的。需要 ffmpeg；没有时为“无法判断”。
Decodes the last key frames of each camera and says whether the picture is clear, black, frozen, blurred, over- or
underexposed, covered, moved, or unknown. Moved and blurred are against the oldest clear view that is kept. Needs
ffmpeg; without it the answer is unknown.

  --store DIR   数据目录 data directory
  --camera ID   只看一台 one camera only
  --start-secret FILE  录像已加密时的启动密钥 start secret, where footage is encrypted
  --json        JSON: [{camera,at,verdict,measures,reference}]

退出码 exit: 0 每台都清晰 all clear · 1 有不清晰或无法判断的 some are not, or unknown · 2 参数或目录不可用 unusable`,
  run: async (args, terminal) => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        store: { type: 'string' },
        camera: { type: 'string' },
        'start-secret': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { store, camera } = values;
    if (store === undefined) throw new UsageError('缺少 --store DIR · --store DIR is missing');
    const rows = await asUsage(
      () => pictureHealth(store, camera, startSecretOf(values['start-secret'])),
      recorderRefusal,
    );
    if (values.json) terminal.stdout(`${JSON.stringify(rows)}\n`);
    else for (const row of rows) terminal.stdout(`${line(row)}\n`);
    return rows.every(({ verdict }) => verdict === 'clear') ? 0 : 1;
  },
};

const words: Readonly<Record<CameraHealth['verdict'], string>> = {
  clear: '清晰 clear',
  black: '黑屏 black',
  frozen: '画面冻结 frozen',
  blurred: '模糊 blurred',
  overexposed: '过曝 overexposed',
  underexposed: '欠曝 underexposed',
  covered: '被遮挡 covered',
  moved: '已移位 moved',
  unknown: '无法判断 unknown',
};

const reasons: Readonly<Record<NonNullable<CameraHealth['why']>, string>> = {
  'no-footage': '没有录像 no footage',
  'no-key-frame': '没有可解码的关键帧 no key frame that can be decoded',
  'decoder-missing': '本机没有 ffmpeg · ffmpeg is not installed',
  'footage-locked': '录像已加密，打不开 footage is encrypted and does not open',
  'view-not-told': '与参考画面对不上，也看不出移到了哪里 · unlike its reference, and not told how',
};

const line = ({ camera, at, verdict, why }: CameraHealth): string =>
  [camera, at ?? '—', words[verdict], why === undefined ? '' : reasons[why]].join('  ').trimEnd();
