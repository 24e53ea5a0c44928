// SPDX-License-Identifier: Apache-2.0
/**
 * What handlers reach beyond their transaction: narrow, named, and without the database's owner. Modules implement
 * these types; none of them is imported here, so that what a handler may do is read in one place.
 */
import type { AnswerOf } from '@mingjing/contracts';
import type {
  answerRetentionChallenge,
  ChallengeAnswer,
  compareCheckpoint,
  Enrolment,
  enrolRecorder,
  Report,
  ReportAnswer,
  Waiting,
  waitForCall,
} from '@mingjing/contracts/desk';
import type { Statement } from '@mingjing/evidence';
import type { Actor } from './actor.ts';

/** Accounts and sign-ins; their tables belong to the sign-in library and are out of a transaction's reach. */
export interface Accounts {
  /** Who the cookies belong to; undefined when nobody is signed in or the person is no member. */
  readonly findActor: (headers: Headers) => Promise<Actor | undefined>;
  /** @returns the id of the new account */
  readonly make: (account: {
    readonly email: string;
    readonly name: string;
    readonly password: string;
  }) => Promise<string>;
  /** Adds a one-time code to the session of these cookies. @throws PlatformError `platform/second-factor-required` */
  readonly raise: (headers: Headers, sessionId: string, code: string) => Promise<void>;
  readonly sessionsOf: (userId: string) => Promise<readonly SignedIn[]>;
  /** @returns false when the person has no such session */
  readonly endSession: (userId: string, sessionId: string) => Promise<boolean>;
  readonly endAllSessions: (userId: string) => Promise<void>;
}

export interface SignedIn {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
}

/** What recorders may ask for. Each call is a transaction of its own that is committed also when it refuses. */
export interface Recorders {
  readonly enrol: (statement: Statement<Enrolment>) => Promise<AnswerOf<typeof enrolRecorder>>;
  readonly report: (statement: Statement<Report>) => Promise<ReportAnswer>;
  readonly answer: (
    statement: Statement<ChallengeAnswer>,
  ) => Promise<AnswerOf<typeof answerRetentionChallenge>>;
  /** Answers when the recorder is called, or after the time it said. Holds no connection meanwhile. */
  readonly wait: (statement: Statement<Waiting>) => Promise<AnswerOf<typeof waitForCall>>;
  readonly compare: (checkpoint: string) => Promise<AnswerOf<typeof compareCheckpoint>>;
}

export interface Services {
  readonly accounts: Accounts;
  /** Towards recorders, which show a key and sign in to nothing. */
  readonly recorders: Recorders;
  /** How people reach the platform. */
  readonly publicUrl: string;
  /** The data are a demonstration. */
  readonly demo: boolean;
  readonly oidcIds: readonly string[];
  /** Tile address template; absent: the built-in base. */
  readonly mapTiles: string | undefined;
  /** Public key of the platform's evidence log, a vkey line. */
  readonly logKey: string;
}
