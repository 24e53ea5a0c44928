// SPDX-License-Identifier: Apache-2.0
/** What a recorder raises for people to know. */

export type RecorderAlarm = {
  readonly kind:
    | 'disk-full'
    | 'disk-slow'
    /** Threads did not get their turn: not the disk, the processor or the memory is short. */
    | 'overload'
    | 'disk-failed'
    | 'store-lost'
    | 'forecast-below-floor'
    | 'below-floor'
    | 'clock-step'
    | 'worker-crashed'
    | 'log-failed'
    /** A witness knows another history of this log. */
    | 'witness-conflict'
    | 'witness-away'
    /** The unsigned tail of the log was damaged, altered or gone when the program started. */
    | 'log-broken'
    | 'log-altered'
    | 'log-rolled-back'
    | 'store-replaced'
    /** A deletion that was begun is not allowed now, so its footage stays. */
    | 'deletion-refused'
    | 'index-differs'
    /** Encrypted footage is there that the start secret does not open. */
    | 'footage-locked'
    /** Encrypted footage does not decrypt to what was written. */
    | 'footage-damaged'
    /** The state file was lost, old or edited; the holds were read from the log. */
    | 'holds-restored';
  readonly subject: string;
  readonly state: 'raised' | 'cleared';
  readonly atMs: number;
  readonly facts: Readonly<Record<string, string | number>>;
};

/** What the connection to the platform of the police raises. */
export type UplinkAlarm = 'uplink-conflict' | 'uplink-refused' | 'uplink-away' | 'platform-forked';
