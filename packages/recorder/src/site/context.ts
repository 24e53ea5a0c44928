// SPDX-License-Identifier: Apache-2.0

import type { Gb28181Service } from '../gb28181/gb28181-service.ts';
import type { EventSources } from '../intrusion/event-sources.ts';
import type { ToldEvents } from '../intrusion/told-events.ts';
import type { CoreWithoutMedia } from '../recording/core/recorder-core.ts';
import type { Uplink } from '../uplink/uplink.ts';
import type { Challenger } from './access/challenge.ts';
import type { FrontDesk } from './access/front-desk.ts';
import type { AccessGate } from './access/gate.ts';
import type { SessionBook } from './access/session-book.ts';
import type { AlarmBoard } from './alarms/alarm-board.ts';
import type { Movements } from './cameras/movements.ts';
import type { CertificateKeeper } from './certificate/certificate-keeper.ts';
import type { ClockCheck } from './clock/clock-check.ts';
import type { MonthDesk } from './evidence/month-desk.ts';
import type { ExportDesk } from './export/export-desk.ts';
import type { NoticeBook } from './notices/notice-book.ts';
import type { NoticeRounds } from './notices/notice-rounds.ts';
import type { Accounts } from './people/accounts.ts';
import type { LockOut } from './people/lock-out.ts';
import type { SignInEvents } from './people/sign-in-events.ts';
import type { SignInStreams } from './people/sign-in-streams.ts';
import type { PictureWatch } from './picture-health/picture-watch.ts';
import type { RegisterAudit } from './register/register-audit.ts';
import type { AttachmentStore } from './registers/attachment-store.ts';
import type { RowBook } from './registers/row-book.ts';
import type { AskedBook } from './settings/asked-book.ts';
import type { SettingsBook } from './settings/settings.ts';

/** What the routes work with. The core comes without its media: those are behind the gate. */
export type ServerContext = {
  readonly core: CoreWithoutMedia;
  readonly accounts: Accounts;
  readonly lockOut: LockOut;
  readonly streams: SignInStreams;
  readonly events: SignInEvents;
  readonly settings: SettingsBook;
  readonly book: SessionBook;
  readonly gate: AccessGate;
  readonly challenger: Challenger;
  /** Proofs of months. */
  readonly months: MonthDesk;
  readonly desk: FrontDesk;
  readonly exports: ExportDesk;
  /** Rows of the registers that the unit keeps. */
  readonly rows: RowBook;
  /** Papers and photos of those rows. */
  readonly attachments: AttachmentStore;
  /** What other systems tell, and those that may over HTTP. */
  readonly told: { readonly events: ToldEvents; readonly sources: EventSources['http'] };
  /** Both against the log. */
  readonly audit: RegisterAudit;
  /** Cameras that somebody asked to switch off. */
  readonly switchOffs: AskedBook;
  /** Cameras that somebody asked to take off the list. */
  readonly removals: AskedBook;
  /** A shorter ceiling that somebody asked for. */
  readonly shorter: AskedBook;
  /** Of these pages. `configured`: PEM of the configuration file, which wins. */
  readonly certificate: {
    readonly keeper: CertificateKeeper;
    readonly configured: string | undefined;
    readonly servedNow: () => boolean;
  };
  /** The clock against time servers. */
  readonly clock: ClockCheck;
  readonly alarms: AlarmBoard;
  /** Alarms by mail and webhook. */
  readonly notices: { readonly book: NoticeBook; readonly rounds: NoticeRounds };
  /** Image health of the cameras. */
  readonly pictures: PictureWatch;
  /** Towards the platform of the police. */
  readonly uplink: Uplink;
  /** Hex SHA-256 of the verify.html that is handed out; undefined when the console was not built. */
  readonly verifyPageSha256: string | undefined;
  readonly madeAtMs: number;
  /** Where the store lies. */
  readonly storeDirectory: string;
  /** Where this program itself listens. */
  readonly ownPorts: () => readonly number[];
  /** Cameras moved by people, and by platforms that may. */
  readonly movements: Movements;
  /** Undefined: not configured. */
  readonly gb28181: () => Gb28181Service | undefined;
};
