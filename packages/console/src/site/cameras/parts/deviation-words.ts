// SPDX-License-Identifier: Apache-2.0
/** What a camera does otherwise than it should, in words. Ids are those of the camera catalogue; an unknown one is shown as it is. */
import { currentLanguage } from '../../../frame/language.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}

export const deviations: Readonly<Record<string, Words>> = {
  C2: {
    zh: '摄像机时钟跳变，已另起一段，没有丢帧',
    en: 'the camera’s clock jumped; another segment was begun, no frame was lost',
  },
  C4: {
    zh: '同一幅画面带有不同的时间戳',
    en: 'parts of one picture carried different times',
  },
  C5: {
    zh: '摄像机时钟不走或快慢不对，按收到的时间录',
    en: 'the camera’s clock stands still or runs wrong; pictures are placed by their arrival',
  },
  D11: {
    zh: '收到没有声明过的数据，已略过',
    en: 'data that was never declared came and was left out',
  },
  F1: {
    zh: '数据流里夹有无法识别的字节，已跳过',
    en: 'bytes that mean nothing lay between the data and were skipped',
  },
  H4: {
    zh: 'H.265 打包方式少见，无法取出画面',
    en: 'a rare way of packing H.265; no picture could be taken from it',
  },
  H5: {
    zh: 'H.265 数据包残缺，已略过',
    en: 'broken packets of H.265 were left out',
  },
  Q15: {
    zh: '国标码流错位，已重新对齐',
    en: 'the GB/T 28181 stream had slipped and was aligned again',
  },
  Q16: {
    zh: '国标码流没有写长度，按下一个包头断开',
    en: 'a length was missing in the GB/T 28181 stream; it was cut at the next header',
  },
  Q17: {
    zh: '国标码流的包头没有内容，已容忍',
    en: 'a header in the GB/T 28181 stream was empty',
  },
  Q22: {
    zh: '声明的视频编码与实际不符，按实际录',
    en: 'another video codec came than was declared; it is recorded as it is',
  },
  Q23: {
    zh: '声明为 G.711，实际是 AAC，按实际录',
    en: 'AAC came where G.711 was declared; it is recorded as it is',
  },
  Q25: {
    zh: '声音的时钟按 8 kHz 计，已换算',
    en: 'the clock of the sound ran at 8 kHz and was converted',
  },
  R1: {
    zh: '数据源编号与声明不符，已采用实际的',
    en: 'another source number came than was declared; it was taken',
  },
  R4: {
    zh: '包序号重来或跳变，已接续',
    en: 'packet numbers began anew or jumped; recording went on',
  },
  R6: {
    zh: '数据包不完整，已略过',
    en: 'packets that were not whole were left out',
  },
  R7: {
    zh: '收到重复的数据包，已略过',
    en: 'repeated packets were left out',
  },
  V1: {
    zh: '参数集中途改变或没有事先给出',
    en: 'parameter sets changed or were not given beforehand',
  },
  V5: {
    zh: '画面分片的首尾标志不对，已容忍',
    en: 'the marks of a picture’s first and last piece were wrong',
  },
  V6: {
    zh: '画面数据里带有起始码，已去掉',
    en: 'start codes lay inside the packets and were taken out',
  },
  V7: {
    zh: '聚合包残缺或少见，已略过',
    en: 'bundled packets that were broken or rare were left out',
  },
  V8: {
    zh: '参数集后面多出字节，已容忍',
    en: 'bytes followed a parameter set and were tolerated',
  },
  V9: {
    zh: '长时间没有关键帧（IDR），从恢复点开始；浏览器放不出这种码流，请在摄像机上设置关键帧间隔',
    en: 'no key frame (IDR) for long; players begin at recovery points, browsers cannot: set a key frame interval at the camera',
  },
  V10: {
    zh: '单幅画面过大，已略过',
    en: 'a picture that was too large was left out',
  },
  V11: {
    zh: '一直没有关键帧，也没有恢复点：照样录，播放时画面要过一会儿才完整',
    en: 'neither key frames nor recovery points come; all is recorded, and a picture needs a while to become whole',
  },
  AU1: {
    zh: '声音里多带 ADTS 头，已去掉',
    en: 'the sound carried ADTS headers, which were taken out',
  },
  AU2: {
    zh: '声音没有写明索引长度，按惯例取',
    en: 'the sound did not say its index length; the usual one is taken',
  },
  'audio-refused': {
    zh: '摄像机不给声音，只录画面',
    en: 'the camera refused its sound; the picture alone is recorded',
  },
  'audio-unsupported': {
    zh: '声音的编码不支持，只录画面',
    en: 'the codec of the sound is not supported; the picture alone is recorded',
  },
  'udp-silent': {
    zh: 'UDP 数据报到不了，已改用 TCP',
    en: 'no datagrams arrived; media come over TCP',
  },
  'udp-refused': {
    zh: '摄像机不接受 UDP，已改用 TCP',
    en: 'the camera refused UDP; media come over TCP',
  },
  'tcp-refused': {
    zh: '摄像机不接受 TCP，已改用 UDP',
    en: 'the camera refused TCP; media come over UDP',
  },
  'tcp-silent': {
    zh: 'TCP 连不过来，已改用 UDP',
    en: 'the device did not connect over TCP; media come over UDP',
  },
  'nal-too-large': {
    zh: '画面数据单元过大，已略过',
    en: 'a unit of the picture was too large and was left out',
  },
  'pes-too-large': {
    zh: '国标码流的数据包过大，已略过',
    en: 'a packet of the GB/T 28181 stream was too large and was left out',
  },
  'ps-skipped': {
    zh: '国标码流中有无法识别的字节，已跳过',
    en: 'bytes of the GB/T 28181 stream meant nothing and were skipped',
  },
};

/** @param id may carry details behind a space, as `audio-unsupported opus` */
export function deviationWords(id: string, count: number): string {
  const [kind = id, ...details] = id.split(' ');
  const words = deviations[kind];
  const said = words ? words[currentLanguage() === 'en' ? 'en' : 'zh'] : kind;
  const more = details.length > 0 ? ` (${details.join(' ')})` : '';
  return `${said}${more} · ${count}`;
}
