// SPDX-License-Identifier: Apache-2.0
/** The door of the GB/T 28181 package: SIP, MANSCDP, MANSRTSP, program streams; both roles. */

export { type AgentOptions, GbAgent } from './agent.ts';
export type { Clock } from './clock.ts';
export { lookBackMs } from './device/history-player.ts';
export type {
  DeviceHost,
  HistorySource,
  LiveSource,
  MediaFrame,
  MediaPiece,
  RecordRow,
  SharedChannel,
  StreamKind,
  UpperControl,
  UpperPlatform,
} from './device/host.ts';
export type { KeepaliveAnswer } from './device/registration.ts';
export { type TrialReport, trialSend } from './device/trial-send.ts';
export type { UpperAlarm, UpperStatus } from './device/upper-link.ts';
export * from './manscdp/ids.ts';
export {
  encodeMansRtsp,
  encodeMansRtspReply,
  type MansRtsp,
  type PlaybackCommand,
  parseMansRtsp,
} from './manscdp/mansrtsp.ts';
export { encodeManscdp, listOf, type Manscdp, manscdpType, parseManscdp } from './manscdp/message.ts';
export { encodePtz, type PtzCommand, parsePtz } from './manscdp/ptz.ts';
export { encodeLocalTime, encodeLocalTimeMs, parseLocalTime } from './manscdp/time.ts';
export { hostClock } from './net/host-clock.ts';
export { type ExpectedSender, isExpectedSender, type MediaInlet, openInlet } from './net/media-inlet.ts';
export { PortPool } from './net/port-pool.ts';
export { type ListenAddress, SipEndpoint } from './net/sip-endpoint.ts';
export type { CallAnswer, DeviceCall } from './platform/device-call.ts';
export type { LowerChannel, LowerDevice } from './platform/lower-device.ts';
export { type LowerAlarm, LowerDevices, type RememberedDevice } from './platform/lower-devices.ts';
export { encodeAdtsHeader } from './ps/adts.ts';
export { type PsAudioCodec, type PsVideoCodec, psClockRate } from './ps/codes.ts';
export { type PsAudio, PsDemuxer, type PsHandlers } from './ps/demuxer.ts';
export { PsMuxer, type PsVideoFrame } from './ps/muxer.ts';
export { framePackets, packetise, type RtpState, rtpPayloadBytes } from './rtp/packetiser.ts';
export { PsReceiver } from './rtp/ps-receiver.ts';
export { RtpTcpReader } from './rtp/tcp-reader.ts';
export { parseAddress, type SipAddress } from './sip/address.ts';
export { Dialog } from './sip/dialog.ts';
export {
  answerChallenge,
  encodeChallenge,
  parseChallenge,
  parseDigestAnswer,
  verifyDigest,
} from './sip/digest.ts';
export {
  encodeSipMessage,
  headerOf,
  parseSipMessage,
  responseTo,
  type SipHeaders,
  type SipMessage,
  type SipRequest,
  type SipResponse,
} from './sip/message.ts';
export type { PeerAddress } from './sip/peer-address.ts';
export { encodeSdp, type GbSdp, mediaParameters, parseSdp, ssrcText } from './sip/sdp.ts';
export type { ServerTransaction } from './sip/server-transaction.ts';
export { SipStreamReader } from './sip/stream-reader.ts';
export { TransactionLayer } from './sip/transaction-layer.ts';
export { type Charset, decodeText, encodeText } from './text/gb18030.ts';
export { childOf, parseXml, textOf, type XmlElement, type XmlField } from './text/xml.ts';
