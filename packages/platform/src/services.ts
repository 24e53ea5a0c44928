// SPDX-License-Identifier: Apache-2.0
/**
 * What handlers reach beyond their transaction: narrow, named, and without the database's owner. Modules implement
 * these types; none of them is imported here, so that what a handler may do is read in one place.
 */
import type { AnswerOf, BodyOf } from '@mingjing/contracts';
import type {
  answerRetentionChallenge,
  BundlePart,
  ChallengeAnswer,
  compareCheckpoint,
  Enrolment,
  enrolRecorder,
  FootageSaid,
  handOverKey,
  OrderCollection,
  RecorderOrder,
  Report,
  ReportAnswer,
  SimulationResults,
  sayOfFootage,
  sendBundlePart,
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
  /** What the person does with the own account. */
  readonly own: OwnAccount;
  /** Writes down an act of somebody who has not passed the gate yet. @param action id of the operation */
  readonly note: (actor: Actor, action: string, headers: Headers) => Promise<void>;
  readonly sessionsOf: (userId: string) => Promise<readonly SignedIn[]>;
  /** @returns false when the person has no such session */
  readonly endSession: (userId: string, sessionId: string) => Promise<boolean>;
  readonly endAllSessions: (userId: string) => Promise<void>;
}

/**
 * What a person changes of the own account. A wrong password or code counts; the one that spends the last ends the session.
 * Changes end all other sign-ins of the person.
 */
export interface OwnAccount {
  /** Adds a one-time or backup code to the session of these cookies. @throws PlatformError `platform/code-wrong`, `platform/sign-in-locked` */
  readonly raise: (actor: Actor, headers: Headers, code: string) => Promise<void>;
  /** @throws PlatformError `platform/password-wrong`, `platform/password-weak`, `platform/sign-in-locked` */
  readonly changePassword: (actor: Actor, current: string, next: string) => Promise<void>;
  readonly secondFactorOf: (actor: Actor) => Promise<{ enrolled: boolean; backupCodesLeft: number }>;
  /** A new secret and codes; those before hold until the new ones are confirmed. @throws PlatformError `platform/password-wrong` */
  readonly beginFactor: (
    actor: Actor,
    password: string,
  ) => Promise<{ readonly address: string; readonly backupCodes: readonly string[] }>;
  /** @throws PlatformError `platform/code-wrong`, `platform/second-factor-state` */
  readonly confirmFactor: (actor: Actor, code: string) => Promise<void>;
  readonly renewBackupCodes: (actor: Actor, password: string) => Promise<readonly string[]>;
  /** @throws PlatformError `platform/forbidden` for officials */
  readonly endFactor: (actor: Actor, password: string) => Promise<void>;
  /** @returns the one-time password, to be shown once. @param name e-mail, whose locks end */
  readonly resetPassword: (userId: string, name: string) => Promise<string>;
  /** Takes authenticator, backup codes and passkeys away; the next sign-in sets up anew. */
  readonly resetSecondFactor: (userId: string, name: string) => Promise<void>;
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
  /** The log of a recorder has another key: both have signed it. */
  readonly handOver: (body: BodyOf<typeof handOverKey>) => Promise<AnswerOf<typeof handOverKey>>;
  readonly compare: (checkpoint: string) => Promise<AnswerOf<typeof compareCheckpoint>>;
}

/** What recorders collect and tell of requests for footage. */
export interface FootageDesk {
  readonly collect: (statement: Statement<OrderCollection>) => Promise<RecorderOrder>;
  readonly say: (statement: Statement<FootageSaid>) => Promise<AnswerOf<typeof sayOfFootage>>;
  readonly part: (statement: Statement<BundlePart>) => Promise<AnswerOf<typeof sendBundlePart>>;
}

/** Simulated counties, each with a clock of its own. Only in platforms that were started for trials. */
export interface Simulations {
  readonly open: (
    recorders: number,
    nowMs: number,
  ) => Promise<{ readonly id: string; readonly originPrefix: string; readonly codes: readonly string[] }>;
  /** @throws PlatformError `platform/not-found` */
  readonly move: (
    id: string,
    to: { readonly nowMs: number; readonly orderChallenges: boolean; readonly lookForSilence: boolean },
  ) => Promise<void>;
  /** @throws PlatformError `platform/not-found` */
  readonly results: (id: string) => Promise<SimulationResults>;
  /** What the clock of its county says; undefined for every other recorder. */
  readonly nowOfOrigin: (origin: string) => Promise<number | undefined>;
  /** How calls with this header are counted; undefined: as anybody's. */
  readonly callerOf: (header: string) => string | undefined;
}

/** Looks at a file from outside. @returns false when the office has no scanner. @throws PlatformError `platform/file-infected`, `platform/scanner-failed` */
export type ScanFile = (bytes: Uint8Array) => Promise<boolean>;

export interface Services {
  readonly accounts: Accounts;
  /** Towards recorders, which show a key and sign in to nothing. */
  readonly recorders: Recorders;
  readonly footage: FootageDesk;
  /** Undefined: this platform is in use and takes no simulated recorders. */
  readonly simulations: Simulations | undefined;
  /** How people reach the platform. */
  readonly publicUrl: string;
  /** The data are a demonstration. */
  readonly demo: boolean;
  readonly oidcIds: readonly string[];
  /** Tile address template; absent: the built-in base. */
  readonly mapTiles: string | undefined;
  readonly scanFile: ScanFile;
  /** The office has named a gateway for short messages. */
  readonly sendsShortMessages: boolean;
  /** Public key of the platform's evidence log, a vkey line. */
  readonly logKey: string;
}
