// SPDX-License-Identifier: Apache-2.0
/** The server over an open core: files, register put in order after a crash, first administrator, routes, port. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server as TlsServer } from 'node:tls';
import { dutyRoster } from '@mingjing/contracts/registers';
import type { SettingsChange } from '@mingjing/contracts/site';
import { type BehindProxy, isBehind } from '@mingjing/web';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Gb28181Config } from '../gb28181/gb28181-config.ts';
import { Gb28181Service } from '../gb28181/gb28181-service.ts';
import type { EventSources } from '../intrusion/event-sources.ts';
import type { IntrusionConfig } from '../intrusion/intrusion-config.ts';
import { PictureLooks } from '../recording/core/media/picture-looks.ts';
import type { RecorderCore } from '../recording/core/media/recorder-media.ts';
import { withoutMedia } from '../recording/core/media/without-media.ts';
import type { CoreWithoutMedia } from '../recording/core/recorder-core.ts';
import { Challenger } from '../site/access/challenge.ts';
import { FrontDesk } from '../site/access/front-desk.ts';
import { AccessGate } from '../site/access/gate.ts';
import { OrderBook } from '../site/access/order-book.ts';
import { PlatformOrders } from '../site/access/platform-orders.ts';
import { RequestLog } from '../site/access/request-log.ts';
import { SessionBook } from '../site/access/session-book.ts';
import { AlarmBoard } from '../site/alarms/alarm-board.ts';
import { alarmSentence } from '../site/alarms/alarm-sentences.ts';
import { startCameraEvents } from '../site/camera-events/start-camera-events.ts';
import { Movements } from '../site/cameras/movements.ts';
import { CertificateKeeper, readKept } from '../site/certificate/certificate-keeper.ts';
import { ClockCheck } from '../site/clock/clock-check.ts';
import type { ServerContext } from '../site/context.ts';
import { openServerFiles } from '../site/database/server-database.ts';
import { MonthDesk } from '../site/evidence/month-desk.ts';
import { ExportDesk } from '../site/export/export-desk.ts';
import { NoticeBook } from '../site/notices/notice-book.ts';
import { NoticeRounds } from '../site/notices/notice-rounds.ts';
import { Accounts } from '../site/people/accounts.ts';
import { LockOut } from '../site/people/lock-out.ts';
import { SignInEvents } from '../site/people/sign-in-events.ts';
import { SignInStreams } from '../site/people/sign-in-streams.ts';
import { PictureReferences } from '../site/picture-health/picture-references.ts';
import { PictureWatch } from '../site/picture-health/picture-watch.ts';
import { RegisterAudit, registerAuditEveryMs } from '../site/register/register-audit.ts';
import { AttachmentStore } from '../site/registers/attachment-store.ts';
import { RowBook } from '../site/registers/row-book.ts';
import { AskedBook } from '../site/settings/asked-book.ts';
import { applyLawfulFloor } from '../site/settings/lawful-retention.ts';
import { SettingsBook } from '../site/settings/settings.ts';
import type { CameraSettings } from '../terms/cameras.ts';
import { answerPlatform } from '../uplink/answer-platform.ts';
import { FootageTurn } from '../uplink/footage-turn.ts';
import { reportedFacts } from '../uplink/reported-facts.ts';
import { Uplink } from '../uplink/uplink.ts';
import { UplinkBook } from '../uplink/uplink-book.ts';
import { buildApp } from './app.ts';
import { openEventDoor } from './event-door.ts';
import { orPortInUse } from './port-in-use.ts';

export type ServeOptions = {
  /** 8420 when absent; 0 picks a free one. */
  readonly port?: number;
  /** 127.0.0.1 when absent. */
  readonly host?: string;
  /** Added on the very first start only: demo cameras of a trial. */
  readonly firstCameras?: readonly CameraSettings[];
  /** What the unit is called and so on, on the very first start only. */
  readonly firstSettings?: SettingsChange;
  /** PEM; absent: plain HTTP, for loopback or behind a proxy that ends TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Proxies that end TLS and set X-Forwarded-For, by address or network; `true`: one on this machine. All others are not believed. */
  readonly behindProxy?: BehindProxy;
  /** Folder with the built console; packages/console/dist when absent. */
  readonly consoleDirectory?: string;
  /** Hosts, addresses or CIDR blocks that may be called although they are refused by default. */
  readonly allowAddresses?: readonly string[];
  readonly logger?: FastifyBaseLogger;
  /** Between two looks at a camera's picture, ms; a minute when absent, 0 never looks. */
  readonly pictureEveryMs?: number;
  /** Platforms above and devices below; absent: none. */
  readonly gb28181?: Gb28181Config;
  /** Alarm panels that call; absent: none. */
  readonly intrusion?: IntrusionConfig;
  /** Systems that tell events over HTTP or MQTT; absent: none. */
  readonly eventSources?: EventSources;
};

export type RunningRecorder = {
  readonly url: string;
  readonly core: RecorderCore;
  /** Towards the platform of the police. */
  readonly uplink: Pick<Uplink, 'status' | 'enrol' | 'moveTo'>;
  /** Made at the very first start; the password is nowhere else. */
  readonly admin?: { readonly user: string; readonly password: string };
  /** Stops serving, closes every open look with what was shown, then the core. */
  readonly close: () => Promise<void>;
};

export const defaultPort = 8420;
const uplinkLookEveryMs = 2000;
const certificateLookEveryMs = 3_600_000;
const slowLookEveryMs = 3000;
const pictureEveryMs = 60_000;

/** @throws ServerRefusal `recorder/port-in-use` */
export async function serve(whole: RecorderCore, options: ServeOptions): Promise<RunningRecorder> {
  const core = withoutMedia(whole);
  const files = openServerFiles(whole.directory);
  const kept = options.tls ? undefined : readKept(files.directory);
  const tls = options.tls ?? (kept && { key: kept.key, cert: kept.chain });
  const secure = tls !== undefined || isBehind(options.behindProxy);
  const accounts = await Accounts.open(files.database, files.secret, secure);
  const isFirst = accounts.list().length === 0;
  const settings = new SettingsBook(files.database, options.firstSettings);
  await applyLawfulFloor(core, settings.read(), 'server');
  const book = new SessionBook(files.database);
  const requests = new RequestLog(files.database, core, book, (error) =>
    options.logger?.error({ err: error }, 'requests in the log'),
  );
  const gate = new AccessGate(whole, book, core.algorithms);
  await gate.recover();
  const unitName = () => settings.read().unit.name || '（未填写单位名称）';
  const at: { url: string; gb28181?: Gb28181Service; app?: FastifyInstance } = { url: '' };
  const consoleDirectory =
    options.consoleDirectory ?? join(import.meta.dirname, '..', '..', '..', 'console', 'dist');
  const verifyPage = join(consoleDirectory, 'verify.html');
  const rows = new RowBook(files.database, core);
  const alarms = new AlarmBoard(core, files.database);
  const sayPicture = (error: unknown) => options.logger?.error({ err: error }, 'image health');
  const pictures = new PictureWatch({
    core,
    looker: new PictureLooks(whole.directory, () => whole.footageSecrets(), sayPicture),
    references: new PictureReferences(files.database),
    alarms,
    everyMs: options.pictureEveryMs ?? pictureEveryMs,
    say: sayPicture,
  });
  const eventDoor = openEventDoor(options, {
    core,
    rows,
    say: (message, facts) => options.logger?.warn(facts, message),
  });
  const sayNotices = (error: unknown) => options.logger?.error({ err: error }, 'alarm notices');
  const noticeBook = new NoticeBook(files.database, core.textSeal('alarm notices'));
  const ownPorts = () => [
    Number(new URL(at.url).port),
    ...(options.gb28181?.listen ?? []).map(({ port }) => port),
    ...eventDoor.ports(),
  ];
  const notices = new NoticeRounds({
    book: noticeBook,
    sender: () => ({
      unit: unitName(),
      recorderId: core.recorderId,
      url: settings.read().publicUrl || undefined,
    }),
    nowMs: () => core.nowMs(),
    words: (alarm) => alarmSentence(alarm, (camera) => core.cameras.find(camera)?.name ?? camera),
    allowed: options.allowAddresses ?? [],
    ownPorts,
    alarm: (channel, raised, facts) => alarms.tell('notices-failed', channel, raised, core.nowMs(), facts),
    say: sayNotices,
  });
  alarms.onLife((alarm) => notices.heard(alarm));
  alarms.onLife((alarm) => at.gb28181?.boardAlarm(alarm));
  const say = (error: unknown) => options.logger?.error({ err: error }, 'events of cameras');
  const cameraEvents = startCameraEvents(core, { board: alarms, say }, files.directory);
  const served = { cert: tls?.cert };
  const certificates = new CertificateKeeper({
    directory: files.directory,
    nowMs: () => core.nowMs(),
    served: () => served.cert,
    use: ({ chain, key }) => {
      const server = at.app?.server;
      if (options.tls || !(server instanceof TlsServer)) return false;
      server.setSecureContext({ cert: chain, key });
      served.cert = chain;
      return true;
    },
    alarm: (raised, facts) => alarms.tell('certificate-ends', 'certificate', raised, core.nowMs(), facts),
  });
  const clock = new ClockCheck({
    database: files.database,
    nowMs: () => core.nowMs(),
    allowed: options.allowAddresses ?? [],
    alarm: (raised, facts) => alarms.tell('clock-off', 'clock', raised, core.nowMs(), facts),
    say: (error) => options.logger?.error({ err: error }, 'time servers'),
  });
  const audit = new RegisterAudit({
    core,
    book,
    rows,
    requests,
    isWriting: (session) => gate.isWriting(session),
    alarm: (subject, raised, facts) => alarms.tell('register-differs', subject, raised, core.nowMs(), facts),
    say: (error) => options.logger?.error({ err: error }, 'registers against the log'),
  });
  const movements = new Movements({ core, gb28181: () => at.gb28181 });
  const challenger = new Challenger(whole);
  const sources: Omit<ServerContext, 'uplink'> = {
    core,
    accounts,
    lockOut: new LockOut(files.database, () => core.nowMs()),
    streams: new SignInStreams(),
    events: new SignInEvents(files.database, core),
    settings,
    switchOffs: new AskedBook(files.database, 'switch-off'),
    removals: new AskedBook(files.database, 'remove-camera'),
    shorter: new AskedBook(files.database, 'retention'),
    clock,
    certificate: {
      keeper: certificates,
      configured: options.tls?.cert,
      servedNow: () => tls !== undefined,
    },
    book,
    gate,
    challenger,
    months: new MonthDesk(files.database, { core, challenger, alarms, rows, book, settings }, (error) =>
      options.logger?.error({ err: error }, 'proof of a month'),
    ),
    desk: new FrontDesk(core, gate, book, () => settings.read(), files.directory),
    exports: new ExportDesk(core, gate, book, files.directory, {
      unitName,
      verifyUrl: () => {
        const { publicUrl } = settings.read();
        return publicUrl ? `${publicUrl}/verify.html` : undefined;
      },
      log: (error) => options.logger?.error({ err: error }, 'export failed'),
    }),
    rows,
    told: eventDoor.told,
    attachments: new AttachmentStore(files.directory),
    audit,
    alarms,
    notices: { book: noticeBook, rounds: notices },
    pictures,
    verifyPageSha256: existsSync(verifyPage)
      ? createHash('sha256').update(readFileSync(verifyPage)).digest('hex')
      : undefined,
    storeDirectory: whole.directory,
    madeAtMs: firstStartMs(files.database, core),
    gb28181: () => at.gb28181,
    movements,
    ownPorts,
  };
  rows.onKept(({ id }, { values, withdrawn }) => {
    const { person, endMs } = values;
    if (id === dutyRoster.id && !withdrawn && typeof person === 'string' && typeof endMs === 'number')
      sources.desk.shiftEnds(person, endMs);
  });
  const uplink = new Uplink({
    core,
    book: new UplinkBook(files.database),
    facts: () => reportedFacts(sources),
    orders: (ids) => footage.named(ids),
    answer: (challenge, address) => answerPlatform(sources, challenge, { address, nowMs: core.nowMs() }),
    alarm: (kind, subject, raised, facts) => sources.alarms.tell(kind, subject, raised, core.nowMs(), facts),
    say: (message, facts) => options.logger?.warn(facts, message),
  });
  const orders = new OrderBook(files.database);
  const { desk, exports } = sources;
  const footage = new FootageTurn({
    core,
    orders: new PlatformOrders({ core, desk, book, orders, directory: files.directory }),
    book: orders,
    sessions: book,
    gate,
    exports,
    outgoing: join(files.directory, 'outgoing'),
    platform: () => uplink.platform,
    say: (message, facts) => options.logger?.warn(facts, message),
  });
  core.on('alarm', () => uplink.changed());
  const context: ServerContext = { ...sources, uplink };
  const app = await buildApp(context, {
    logger: options.logger,
    tls,
    behindProxy: options.behindProxy,
    consoleDirectory,
  });
  at.app = app;
  await app.ready();
  const gb28181 =
    options.gb28181 &&
    (await Gb28181Service.start({
      config: options.gb28181,
      core,
      gate,
      book,
      movements,
      heard: cameraEvents.heard,
      storeDirectory: whole.directory,
      directory: files.directory,
      unitName,
      log: (level, message, facts) => options.logger?.[level](facts, message),
    }));
  if (gb28181) at.gb28181 = gb28181;
  try {
    await eventDoor.open();
    const port = options.port ?? defaultPort;
    at.url = await orPortInUse(port, () => app.listen({ host: options.host ?? '127.0.0.1', port }));
  } catch (error) {
    await gb28181?.close();
    await eventDoor.close();
    throw error;
  }
  const first = isFirst ? await accounts.add('admin', '管理员', 'administrator') : undefined;
  if (isFirst) for (const camera of options.firstCameras ?? []) await core.cameras.add(camera, 'first-start');
  const timer = setInterval(() => {
    context.alarms.look(core.cameras.status(), core.nowMs());
    cameraEvents.tick();
    gate.tick().catch((error: unknown) => options.logger?.error({ err: error }, 'register'));
  }, 1000);
  pictures.begin();
  void audit.round();
  const auditTimer = setInterval(() => void audit.round(), registerAuditEveryMs);
  const uplinkTimer = setInterval(() => {
    void uplink.tick();
    footage.tick();
  }, uplinkLookEveryMs);
  const slowTimer = setInterval(() => {
    void notices.tick();
    void clock.tick();
  }, slowLookEveryMs);
  const sayCertificate = (error: unknown) => options.logger?.error({ err: error }, 'certificate');
  const lookAtCertificate = () => void certificates.tick().catch(sayCertificate);
  lookAtCertificate();
  const certificateTimer = setInterval(lookAtCertificate, certificateLookEveryMs);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    for (const each of [timer, uplinkTimer, auditTimer, slowTimer, certificateTimer]) clearInterval(each);
    await closeAll([
      () => pictures.close(),
      () => eventDoor.close(),
      () => audit.settled(),
      () => uplink.close(),
      () => footage.close(),
      () => notices.close(),
      () => clock.close(),
      () => gb28181?.close(),
      () => movements.close(),
      () => cameraEvents.close(),
      () => gate.closeAll(),
      () => app.close(),
      () => requests.settled(),
      () => context.exports.settled(),
      () => context.months.settled(),
      () => core.close(),
      () => files.database.close(),
    ]);
  };
  return {
    url: at.url,
    core: whole,
    uplink,
    ...(first && { admin: { user: first.person.user, password: first.password } }),
    close: () => (closing ??= close()),
  };
}

/** One after another; what one of them throws (its disk is away) keeps none of the others open. */
async function closeAll(steps: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** When the recorder was first started, for the fingerprint sheet. */
function firstStartMs(
  database: ReturnType<typeof openServerFiles>['database'],
  core: CoreWithoutMedia,
): number {
  database
    .prepare("INSERT OR IGNORE INTO setting (name, value) VALUES ('first-start', ?)")
    .run(String(Math.round(core.nowMs())));
  return Number(database.prepare("SELECT value FROM setting WHERE name = 'first-start'").get()?.['value']);
}
