// SPDX-License-Identifier: Apache-2.0
/** Cheats that no log can notice: named in every report, so that nobody takes "all noticed" for "all honest". */
export const beyondLogs = [
  {
    kind: 'staged-scene',
    because: {
      zh: '镜头前的景象是摆出来的，或者镜头对着屏幕：日志只知道收到了什么码流',
      en: 'the scene was staged, or the lens looks at a screen: a log knows the stream that came, not the world',
    },
  },
  {
    kind: 'altered-before-first-hash',
    because: {
      zh: '画面在摄像机里或者途中、第一个哈希之前就被改过，而摄像机不签名',
      en: 'pictures were altered in the camera or on the way, before the first hash, and the camera signs nothing',
    },
  },
  {
    kind: 'history-before-enrolment',
    because: {
      zh: '第一次见证之前的日志可以事后整份编造',
      en: 'all of a log from before it was first witnessed can be made up afterwards',
    },
  },
  {
    kind: 'camera-left-out',
    because: {
      zh: '有摄像机从来没有接到这台录像机：要靠备案和现场核对',
      en: 'a camera was never connected to this recorder: filing and visits find it',
    },
  },
  {
    kind: 'screen-filmed',
    because: {
      zh: '登记过的查看被人用手机翻拍：登记能说出谁在看，说不出谁在拍',
      en: 'a registered look was filmed off the screen: the register says who looked, not who filmed',
    },
  },
  {
    kind: 'untrue-register-row',
    because: {
      zh: '台账里由人填写的内容不实（没有做的演练、没有到场的值班）：哈希只证明没有改过',
      en: 'what a person wrote into a register is untrue (a drill that was not held): a hash proves only that it was not changed',
    },
  },
] as const;
