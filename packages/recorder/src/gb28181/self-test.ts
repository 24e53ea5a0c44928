// SPDX-License-Identifier: Apache-2.0
/** A connection tried step by step, from the registration to the picture: each in words, and what to do. */
import type { SelfTestStep } from '@mingjing/contracts/site';
import type { KeepaliveAnswer, TrialReport, UpperStatus } from '@mingjing/gb28181';
import type { Sentence } from '../errors.ts';
import type { CameraStatus } from '../terms/cameras.ts';
import { gapCauses } from '../terms/causes.ts';
import type { UpperConfig } from './gb28181-config.ts';

type Step = SelfTestStep;

/** A key picture later than this makes a platform wait so long for its first picture. */
const lateKeyMs = 4000;

const step = (id: Step['step'], result: Step['result'], sentence: Sentence, detail = ''): Step => ({
  step: id,
  result,
  sentence: { ...sentence },
  detail,
});

export function registrationStep({ registered, problem, state }: UpperStatus): Step {
  if (registered)
    return step('registration', 'fine', { zh: '已在上级平台注册。', en: 'Registered with the platform.' });
  return step('registration', 'failed', whyNotRegistered(problem), problem ?? state);
}

function whyNotRegistered(problem: string | undefined): Sentence {
  if (problem !== undefined && /^40[13]\b/.test(problem))
    return {
      zh: '上级平台拒绝注册。请核对本机编码、用户名、密码和平台编码；有的平台对不认识的编码也这样回答，请对方先登记本机编码。',
      en: 'The platform refuses the registration. Check our id, the user name, the password and the platform’s id; some answer so to ids they do not know: ask them to enter ours first.',
    };
  if (problem !== undefined && /^[3-6]\d\d\b/.test(problem))
    return {
      zh: '上级平台不接受注册请求。请核对平台编码和域、协议版本，把括号里的原话告诉对方。',
      en: 'The platform does not accept the request. Check its id and domain and the version; tell its operators the words shown here.',
    };
  return {
    zh: '上级平台没有应答。请核对地址、端口、UDP 或 TCP，以及两端的防火墙。',
    en: 'The platform does not answer. Check address, port, UDP or TCP, and the firewalls at both ends.',
  };
}

export function keepaliveStep(answer: KeepaliveAnswer): Step {
  if (answer.kind === 'answered') return answeredStep(answer);
  if (answer.kind === 'not-registered')
    return step('keepalive', 'left', {
      zh: '没有注册，未试心跳。',
      en: 'Not registered, so no keepalive was tried.',
    });
  return step('keepalive', 'failed', {
    zh: '心跳没有应答：注册是有的，现在联系不上。请检查网络；超过次数后会自动重新注册。',
    en: 'The keepalive was not answered: it is registered, but not reached now. Check the network; after some misses it registers anew.',
  });
}

function answeredStep({
  status,
  reason,
  afterMs,
}: Extract<KeepaliveAnswer, { readonly kind: 'answered' }>): Step {
  const detail = `${status} ${reason} · ${afterMs} ms`;
  if (status < 300)
    return step('keepalive', 'fine', { zh: '心跳有应答。', en: 'The keepalive was answered.' }, detail);
  return step(
    'keepalive',
    'failed',
    {
      zh: '上级平台不认本机的心跳，可能已经忘记本机的注册。稍后会自动重新注册；反复出现时请对方核对本机编码。',
      en: 'The platform does not take the keepalive; it may have forgotten us. It registers anew by itself; if it goes on, ask them to check our id.',
    },
    detail,
  );
}

/** @param camera undefined: none of ours has that id */
export function channelStep(upper: UpperConfig, channel: string, camera: CameraStatus | undefined): Step {
  const shared = upper.channels.find(({ id }) => id === channel);
  if (!shared)
    return step('channel', 'failed', {
      zh: '这个通道没有共享给该平台：点播会得到 404。请在配置 gb28181.upper 的 channels 里加上。',
      en: 'This channel is not shared with the platform: calls get 404. Add it to its channels in gb28181.upper.',
    });
  if (!camera)
    return step(
      'channel',
      'failed',
      {
        zh: '通道对应的摄像机不在本机：点播会失败。请核对配置里的 camera 编号。',
        en: 'The camera of this channel is not on this recorder, so calls fail. Check its id in the configuration.',
      },
      shared.camera,
    );
  if (camera.state === 'recording')
    return step('channel', 'fine', {
      zh: '通道已共享，摄像机在录像。',
      en: 'The channel is shared and its camera records.',
    });
  const cause = camera.cause === undefined ? undefined : gapCauses[camera.cause];
  return step('channel', 'failed', {
    zh: `摄像机没有图像${cause ? `：${cause.zh}` : ''}。请先让它恢复录像。`,
    en: `The camera gives no picture${cause ? `: ${cause.en}` : ''}. See to it first.`,
  });
}

export function pictureSteps(report: TrialReport, { version }: UpperConfig): readonly Step[] {
  const { codec, pictures, keyPictures, sent, packetsLost, firstKeyMs, problem, audio } = report;
  const counts = `${codec ?? '?'} · ${pictures}/${sent} · key ${keyPictures} · ${Math.round(report.bytes / 1024)} KiB`;
  if (pictures === 0)
    return [
      step(
        'picture',
        'failed',
        {
          zh: '试发没有收到画面：问题在本机。请看摄像机是否正常录像，媒体端口范围是否被占用。',
          en: 'No picture came back: the fault is on this side. See whether the camera records and whether the media ports are taken.',
        },
        problem ?? counts,
      ),
    ];
  const steps = [packetsLost > 0 || pictures < sent ? lossStep(counts) : wholeStep(counts)];
  if (keyPictures === 0 || (firstKeyMs ?? 0) > lateKeyMs)
    steps.push(
      step('key-picture', 'warned', {
        zh: '关键帧来得太慢：上级点播后要等几秒才有画面，有的平台会先超时。请把摄像机的关键帧间隔设为 1～2 秒。',
        en: 'Key pictures come too seldom: a platform waits seconds for its first picture, and some give up. Set the camera to one every 1 or 2 seconds.',
      }),
    );
  if (codec === 'h265' && version === '2016')
    steps.push(
      step('codec', 'warned', {
        zh: '这一路是 H.265，2016 版平台不一定能放。对方看不到画面时，请把摄像机改为 H.264。',
        en: 'This is H.265, which a platform of 2016 may not play. If they see nothing, set the camera to H.264.',
      }),
    );
  if (audio === 'aac' && version === '2016')
    steps.push(
      step('sound', 'warned', {
        zh: '声音是 AAC，2016 版平台不一定能放，一般不影响画面。需要声音时请改为 G.711 A。',
        en: 'The sound is AAC, which a platform of 2016 may not play; the picture is not affected. Use G.711 A if sound matters.',
      }),
    );
  return steps;
}

const wholeStep = (counts: string): Step =>
  step(
    'picture',
    'fine',
    {
      zh: '试发的画面完整收到：本机这一侧没有问题。上级看不到时，请查两端之间的网络和媒体端口。',
      en: 'The picture came back whole: this side is fine. If the platform sees nothing, look at the network and media ports between.',
    },
    counts,
  );

const lossStep = (counts: string): Step =>
  step(
    'picture',
    'warned',
    {
      zh: '试发时本机自己就丢了包：可能处理器或内存不够。请减少同时的会话，或换用 TCP。',
      en: 'Packets were lost within this machine: its processor or memory may not suffice. Share fewer at once, or use TCP.',
    },
    counts,
  );
