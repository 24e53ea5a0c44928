// SPDX-License-Identifier: Apache-2.0
/**
 * One PLAY: sends the units of its tracks when they are due, numbers and stamps them, and lets faults happen.
 * Lost is what the camera made and did not send; the counter goes on, so that files show it.
 */
import type { Camera } from './camera.ts';
import { disturb, noise, packetFaults } from './disturbance.ts';
import type { Fault, StreamFaultName } from './fault.ts';
import { patchStamp } from './frame-stamp.ts';
import { INTERLEAVED_HEADER, type MediaTrack, type UnitTemplate } from './media-track.ts';
import type { SessionStats } from './options.ts';
import { senderReport } from './sender-report.ts';
import type { Sink } from './sink.ts';
import type { Scheduled } from './timer-wheel.ts';

const REPORT_INTERVAL_MS = 5000;
/** Later than this (a suspended process) frames count as lost instead of being sent in one burst. */
const MAX_LATE_MS = 10_000;

/** One track as set up by the client. */
export type StreamSetup = {
  readonly track: MediaTrack;
  readonly sink: Sink;
  /** RTP channel; reports go on the next one. */
  readonly channel: number;
  readonly reportChannel: number;
  readonly ssrc: number;
  readonly firstSequence: number;
  readonly firstTimestamp: number;
  /** A client that has left this much unread loses frames, as with a camera whose buffer is full (quirk R5). */
  readonly maxBacklogBytes: number;
};

type Stream = StreamSetup & {
  playing: MediaTrack;
  index: number;
  sequence: number;
  /** Media time since PLAY in ticks; a fraction only at odd night rates. */
  ticks: number;
  dueMs: number;
  packets: number;
  octets: number;
  waitsForKey: boolean;
};

/** What a session can do to the connection it lives on. */
export type SessionHost = {
  readonly reset: () => void;
  readonly close: () => void;
  /** Stop reading and answering, keep the connection. */
  readonly goDeaf: () => void;
};

export class PlaySession implements Scheduled {
  readonly number: number;
  readonly camera: Camera;
  readonly startedMs: number;
  ended = false;
  receiverReports = 0;
  private readonly host: SessionHost;
  private readonly streams: Stream[];
  private readonly wallOffsetMs: number;
  private readonly random: () => number;
  private faults: readonly Fault[];
  private faultsFromMs: number;
  private paused = false;
  private deaf = false;
  private nextReportMs: number;
  private nextBurstMs = 0;
  private counter: number;
  private readonly firstCounter: number;
  private framesSent = 0;
  private framesLost = 0;
  private bytesSent = 0;

  /**
   * @param nowMs monotonic milliseconds
   * @param wallMs Unix milliseconds at the same moment
   */
  constructor(
    number: number,
    camera: Camera,
    setups: readonly StreamSetup[],
    faults: readonly Fault[],
    host: SessionHost,
    nowMs: number,
    wallMs: number,
  ) {
    this.number = number;
    this.camera = camera;
    this.host = host;
    this.startedMs = nowMs;
    this.wallOffsetMs = wallMs - nowMs;
    this.nextReportMs = nowMs;
    this.random = noise(number);
    this.faults = faults;
    this.faultsFromMs = nowMs;
    this.counter = camera.counterAt(nowMs, setups.find(({ track }) => track.kind === 'video')?.track);
    this.firstCounter = this.counter;
    this.streams = setups.map((setup) => ({
      ...setup,
      playing: setup.track,
      index: setup.track.kind === 'video' ? keyFrameBefore(setup.track, this.counter) : 0,
      sequence: setup.firstSequence,
      ticks: 0,
      dueMs: nowMs,
      packets: 0,
      octets: 0,
      waitsForKey: false,
    }));
  }

  /** From now on these faults instead; their START counts from `nowMs`. */
  replaceFaults(faults: readonly Fault[], nowMs: number): void {
    this.faults = faults;
    this.faultsFromMs = nowMs;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    for (const { sink } of this.streams) sink.close();
    this.camera.sessionEnded(this.counter);
  }

  run(nowMs: number): number | undefined {
    if (this.ended) return undefined;
    if (this.has('reset', nowMs)) this.host.reset();
    else if (this.has('close', nowMs)) this.host.close();
    else if (!this.deaf && this.has('half-open', nowMs)) {
      this.deaf = true;
      this.host.goDeaf();
    }
    let next = this.nextReportMs;
    for (const stream of this.streams) {
      while (stream.dueMs <= nowMs && !this.ended) this.sendNext(stream, nowMs);
      next = Math.min(next, stream.dueMs);
    }
    if (this.nextReportMs <= nowMs) {
      this.sendReports(nowMs);
      this.nextReportMs += REPORT_INTERVAL_MS;
    }
    return this.ended ? undefined : next;
  }

  stats(): SessionStats {
    const started = this.framesSent + this.framesLost > 0;
    return {
      camera: this.camera.number,
      session: this.number,
      transport: this.streams[0]?.sink.transport ?? 'tcp',
      playing: !this.ended && !this.paused,
      firstCounter: started ? this.firstCounter : undefined,
      lastCounter: started ? this.counter - 1 : undefined,
      framesSent: this.framesSent,
      framesLost: this.framesLost,
      bytesSent: this.bytesSent,
      receiverReports: this.receiverReports,
    };
  }

  /** One unit: sent, lost, or not made at all; either way time goes on by its duration. */
  private sendNext(stream: Stream, nowMs: number): void {
    const video = stream.playing.kind === 'video';
    if (video) this.changeParameterSets(stream, nowMs);
    const { units, ticksPerUnit, clockRate } = stream.playing;
    const ticks = ticksPerUnit * (video ? this.slowness(stream, nowMs) : 1);
    if (!(video && this.has('zero-fps', nowMs))) {
      const lost = this.silent(nowMs) || this.overflows(stream) || nowMs - stream.dueMs > MAX_LATE_MS;
      if (!lost && stream.waitsForKey) {
        stream.index = keyFrameBefore(stream.playing, stream.index);
        stream.waitsForKey = false;
      }
      const unit = units[stream.index] as UnitTemplate;
      if (lost) this.lose(stream, unit);
      else this.send(stream, unit, ticks, nowMs);
      if (video) this.counter += 1;
      stream.index = (stream.index + 1) % units.length;
    }
    stream.ticks += ticks;
    stream.dueMs += (ticks * 1000) / clockRate;
  }

  private send(stream: Stream, unit: UnitTemplate, ticks: number, nowMs: number): void {
    const bytes = stream.sink.take(unit.bytes.length);
    unit.bytes.copy(bytes);
    const early = (unit.presentation - stream.index) * ticks;
    const timestamp = this.timestamp(stream, stream.ticks + early, nowMs);
    const ssrc = this.ssrc(stream, nowMs);
    const sequenceJump = this.fault('sequence', nowMs)?.value ?? 0;
    for (const start of unit.packetStarts) {
      bytes[start + 1] = stream.channel;
      bytes.writeUInt16BE((stream.sequence + sequenceJump) & 0xffff, start + INTERLEAVED_HEADER + 2);
      bytes.writeUInt32BE(timestamp, start + INTERLEAVED_HEADER + 4);
      bytes.writeUInt32BE(ssrc, start + INTERLEAVED_HEADER + 8);
      stream.sequence = (stream.sequence + 1) & 0xffff;
    }
    if (unit.stampAt >= 0) {
      patchStamp(bytes, unit.stampAt, {
        camera: this.camera.number,
        session: this.number,
        counter: this.counter,
        sentAtMs: Math.round(nowMs + this.wallOffsetMs),
      });
      this.framesSent += 1;
    }
    stream.packets += unit.packetStarts.length;
    stream.octets += unit.payloadBytes;
    this.bytesSent += bytes.length;
    const faults = this.faults.filter(({ name }) => packetFaults.has(name) && this.has(name, nowMs));
    stream.sink.send(faults.length === 0 ? bytes : this.disturbed(bytes, unit, stream, faults, nowMs));
  }

  private disturbed(
    bytes: Buffer,
    unit: UnitTemplate,
    stream: Stream,
    faults: readonly Fault[],
    nowMs: number,
  ): Buffer {
    const burst = stream.playing.kind === 'video' && nowMs >= this.nextBurstMs;
    if (burst) this.nextBurstMs = nowMs + 1000;
    return disturb(bytes, unit.packetStarts, {
      transport: stream.sink.transport,
      faults,
      burst,
      random: this.random,
    });
  }

  /** Its packets keep their numbers when they were dropped on the way out, and never had any in a stall. */
  private lose(stream: Stream, unit: UnitTemplate): void {
    if (stream.sink.backlog() > 0) stream.sequence = (stream.sequence + unit.packetStarts.length) & 0xffff;
    stream.waitsForKey = true;
    if (stream.playing.kind === 'video') this.framesLost += 1;
  }

  private sendReports(nowMs: number): void {
    if (this.silent(nowMs) || this.has('no-reports', nowMs)) return;
    for (const stream of this.streams) {
      const elapsed = ((nowMs - this.startedMs) * stream.playing.clockRate) / 1000;
      const report = senderReport({
        ssrc: this.ssrc(stream, nowMs),
        wallMs: nowMs + this.wallOffsetMs + (this.fault('report-clock', nowMs)?.value ?? 0),
        rtpTimestamp: this.timestamp(stream, elapsed, nowMs),
        packetCount: stream.packets,
        octetCount: stream.octets,
        cname: `camera-${this.camera.number}@mingjing-simulator`,
      });
      const bytes = stream.sink.take(INTERLEAVED_HEADER + report.length);
      bytes.set([0x24, stream.reportChannel, report.length >> 8, report.length & 0xff]);
      report.copy(bytes, INTERLEAVED_HEADER);
      this.bytesSent += bytes.length;
      stream.sink.send(bytes);
    }
  }

  private timestamp(stream: Stream, ticks: number, nowMs: number): number {
    const jumpMs = this.fault('jump', nowMs)?.value ?? 0;
    const jump = (jumpMs * stream.playing.clockRate) / 1000;
    return (Math.round(stream.firstTimestamp + ticks + jump) % 2 ** 32) >>> 0;
  }

  private ssrc(stream: Stream, nowMs: number): number {
    return this.has('ssrc', nowMs) ? (stream.ssrc ^ 0x5a5a5a5a) >>> 0 : stream.ssrc;
  }

  /** At a key frame the stream goes over to another clip while `params` lasts, and back after it. */
  private changeParameterSets(stream: Stream, nowMs: number): void {
    if (!stream.playing.units[stream.index]?.key) return;
    const wanted = this.has('params', nowMs) ? this.camera.otherVideo(stream.track) : stream.track;
    if (wanted === stream.playing) return;
    stream.playing = wanted;
    stream.index = 0;
  }

  private slowness(stream: Stream, nowMs: number): number {
    const night = this.fault('night', nowMs);
    return night ? stream.playing.clockRate / stream.playing.ticksPerUnit / night.value : 1;
  }

  private silent(nowMs: number): boolean {
    return this.paused || this.deaf || this.has('stall', nowMs);
  }

  private overflows(stream: Stream): boolean {
    return stream.sink.backlog() > (stream.waitsForKey ? stream.maxBacklogBytes / 4 : stream.maxBacklogBytes);
  }

  private has(name: Fault['name'], nowMs: number): boolean {
    return this.fault(name as StreamFaultName, nowMs) !== undefined;
  }

  private fault(name: StreamFaultName, nowMs: number): Fault | undefined {
    if (this.faults.length === 0) return undefined;
    const atMs = nowMs - this.faultsFromMs;
    return this.faults.find((fault) => fault.name === name && atMs >= fault.startMs && atMs < fault.endMs);
  }
}

/** The last key frame at or before a unit, so that a decoder can begin there. */
function keyFrameBefore({ units }: MediaTrack, counter: number): number {
  let index = counter % units.length;
  while (index > 0 && !units[index]?.key) index -= 1;
  return index;
}
