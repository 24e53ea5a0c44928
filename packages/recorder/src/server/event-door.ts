// SPDX-License-Identifier: Apache-2.0
/** Where alarm panels call and other systems tell events, over HTTP and MQTT: all go to one register. */
import type { EventSources } from '../intrusion/event-sources.ts';
import type { IntrusionConfig } from '../intrusion/intrusion-config.ts';
import { listenAtBroker } from '../intrusion/mqtt-listener.ts';
import { type HeardEvent, PanelReceiver } from '../intrusion/panel-receiver.ts';
import { ToldEvents } from '../intrusion/told-events.ts';
import type { CoreWithoutMedia } from '../recording/core/recorder-core.ts';
import type { ServerContext } from '../site/context.ts';
import { keepPanelEvent } from '../site/registers/panel-rows.ts';
import type { RowBook } from '../site/registers/row-book.ts';
import { orPortInUse } from './port-in-use.ts';

interface Config {
  readonly intrusion?: IntrusionConfig;
  readonly eventSources?: EventSources;
}

interface Surroundings {
  readonly core: CoreWithoutMedia;
  readonly rows: RowBook;
  readonly say: (message: string, facts: Readonly<Record<string, string | number>>) => void;
}

export interface EventDoor {
  readonly told: ServerContext['told'];
  /** That it listens at, once open. */
  readonly ports: () => readonly number[];
  /** @throws ServerRefusal `recorder/port-in-use`; RecorderError `recorder/config-unusable` for a file that cannot be read */
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const nothing: EventSources = { lateS: 1, earlyS: 1, http: {} };

export function openEventDoor(
  { intrusion, eventSources = nothing }: Config,
  { core, rows, say }: Surroundings,
): EventDoor {
  const around = {
    nowMs: () => core.nowMs(),
    keep: (event: HeardEvent) =>
      keepPanelEvent(rows, event, (camera) => core.cameras.find(camera) !== undefined),
    say,
  };
  const events = new ToldEvents(eventSources, around);
  let panels: PanelReceiver | undefined;
  let broker: ReturnType<typeof listenAtBroker> | undefined;
  return {
    told: { events, sources: eventSources.http },
    ports: () => (panels ? [panels.port] : []),
    open: async () => {
      panels = intrusion && (await orPortInUse(intrusion.port, () => PanelReceiver.start(intrusion, around)));
      broker =
        eventSources.mqtt &&
        listenAtBroker(eventSources.mqtt, {
          clientId: `mingjing-${core.recorderId}`,
          take: (topic, source, told) => events.take(`mqtt:${topic}`, source, told),
          say,
        });
    },
    close: async () => {
      await panels?.close();
      await broker?.close();
    },
  };
}
