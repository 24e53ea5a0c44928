// SPDX-License-Identifier: Apache-2.0
/** Keeps the page of the visit on the phone, so that it opens with no network at all. Answers nothing of the API. */
const shelf = 'mingjing-field-1';
const page = '/desk/field';
/** What the page fetches when it opens; the build fills it in. */
const parts = [];

async function keepPage() {
  const cache = await caches.open(shelf);
  const fresh = await fetch(page, { cache: 'no-cache' });
  if (!fresh.ok) return;
  const html = await fresh.clone().text();
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address]) => address);
  await cache.addAll([...new Set([...assets, ...parts])]);
  await cache.put(page, fresh);
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});
self.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.mode === 'navigate' && pathname === page)
    event.respondWith(
      fetch(event.request).then(
        (answer) => {
          // A newer page brings newer parts: both are kept together.
          event.waitUntil(keepPage().catch(() => undefined));
          return answer;
        },
        () => caches.match(page),
      ),
    );
  else if (pathname.startsWith('/assets/'))
    event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request)));
});
