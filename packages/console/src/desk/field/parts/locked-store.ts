// SPDX-License-Identifier: Apache-2.0
/**
 * What a phone keeps of a visit: IndexedDB, every value under AES-256-GCM with a key from the officer's PIN. A lost
 * phone gives away how many values there are, not what they say. Nothing is overwritten but what is marked as sent.
 */

const databaseName = 'mingjing-field';
const storeName = 'kept';
/** As OWASP asks of PBKDF2-HMAC-SHA256. */
const rounds = 600_000;

interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

export class WrongPin extends Error {
  override readonly name = 'WrongPin';
}

const openDatabase = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(databaseName, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(storeName);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });

function ask<T>(
  database: IDBDatabase,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, mode, { durability: 'strict' });
    const request = work(transaction.objectStore(storeName));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

async function keyFrom(pin: string, salt: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveKey',
  ]);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

/** Whether a PIN was chosen on this phone. */
export async function isLocked(): Promise<boolean> {
  const database = await openDatabase();
  const salt = await ask<unknown>(database, 'readonly', (store) => store.get('salt'));
  database.close();
  return salt !== undefined;
}

export class LockedStore {
  readonly #database: IDBDatabase;
  readonly #key: CryptoKey;
  private constructor(database: IDBDatabase, key: CryptoKey) {
    this.#database = database;
    this.#key = key;
  }

  /** The first PIN is chosen, later ones are checked. @throws WrongPin */
  static async open(pin: string): Promise<LockedStore> {
    const database = await openDatabase();
    const known = await ask<Uint8Array<ArrayBuffer> | undefined>(database, 'readonly', (store) =>
      store.get('salt'),
    );
    const salt = known ?? crypto.getRandomValues(new Uint8Array(16));
    const store = new LockedStore(database, await keyFrom(pin, salt));
    if (known === undefined) {
      await ask(database, 'readwrite', (kept) => kept.put(salt, 'salt'));
      await store.keep('check', 'open');
      return store;
    }
    // Of a wrong PIN the seal does not open; that of an interrupted first start is not there yet.
    const check = await store.find<string>('check').catch(() => 'shut');
    if (check === 'shut') throw new WrongPin();
    if (check === undefined) await store.keep('check', 'open');
    return store;
  }

  /** @param value JSON, or bytes as they are */
  async keep(key: string, value: unknown): Promise<void> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain =
      value instanceof Uint8Array
        ? Uint8Array.of(1, ...value)
        : Uint8Array.of(0, ...new TextEncoder().encode(JSON.stringify(value)));
    const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.#key, plain);
    await ask(this.#database, 'readwrite', (store) => store.put({ iv, bytes } satisfies Sealed, key));
  }

  async find<T>(key: string): Promise<T | undefined> {
    const sealed = await ask<Sealed | undefined>(this.#database, 'readonly', (store) => store.get(key));
    if (!sealed) return undefined;
    const plain = new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, this.#key, sealed.bytes),
    );
    const rest = plain.subarray(1);
    return (plain[0] === 1 ? rest : JSON.parse(new TextDecoder().decode(rest))) as T;
  }

  /** Keys that begin so, in their order. */
  async keys(prefix: string): Promise<readonly string[]> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const keys = await ask<IDBValidKey[]>(this.#database, 'readonly', (store) => store.getAllKeys(range));
    return keys.map(String);
  }

  async all<T>(prefix: string): Promise<readonly T[]> {
    const values = await Promise.all((await this.keys(prefix)).map((key) => this.find<T>(key)));
    return values.flatMap((value) => (value === undefined ? [] : [value]));
  }

  async remove(prefix: string): Promise<void> {
    for (const key of await this.keys(prefix))
      await ask(this.#database, 'readwrite', (store) => store.delete(key));
  }
}
