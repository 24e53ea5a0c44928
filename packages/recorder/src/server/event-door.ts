// SPDX-License-Identifier: Apache-2.0
/** Where other systems' events come in, over HTTP and MQTT, and go to their register. */
import type { EventSources } from '../intrusion/event-sources.ts';
import { listenAtBroker } from '../intrusion/mqtt-listener.ts';
import { ToldEvents } from '../intrusion/told-events.ts';
import type { CoreWithoutMedia } from '../recording/core/recorder-core.ts';
import type { ServerContext } from '../site/context.ts';
import { keepPanelEvent } from '../site/registers/panel-rows.ts';
import type { RowBook } from '../site/registers/row-book.ts';

interface Surroundings {
  readonly core: CoreWithoutMedia;
  readonly rows: RowBook;
  readonly say: (message: string, facts: Readonly<Record<string, string | number>>) => void;
}

const nothing: EventSources = { lateS: 1, earlyS: 1, http: {} };

/** @throws the error of a password or certificate file that cannot be read */
export function openEventDoor(
  config: EventSources = nothing,
  { core, rows, say }: Surroundings,
): { readonly told: ServerContext['told']; readonly close: () => Promise<void> } {
  const events = new ToldEvents(config, {
    nowMs: () => core.nowMs(),
    keep: (event) => keepPanelEvent(rows, event, (camera) => core.cameras.find(camera) !== undefined),
  });
  const broker =
    config.mqtt &&
    listenAtBroker(config.mqtt, {
      clientId: `mingjing-${core.recorderId}`,
      take: (topic, source, told) => events.take(`mqtt:${topic}`, source, told),
      say,
    });
  return { told: { events, sources: config.http }, close: async () => await broker?.close() };
}
