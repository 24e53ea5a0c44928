// SPDX-License-Identifier: Apache-2.0
/** A typed emitter: one bad listener does not keep the others from hearing. */

type EventMap = Readonly<Record<string, readonly unknown[]>>;

export class Emitter<Events extends EventMap> {
  readonly #listeners = new Map<keyof Events, Set<(...args: never[]) => void>>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  on<Name extends keyof Events>(name: Name, listener: (...args: Events[Name] & never[]) => void): () => void {
    let listeners = this.#listeners.get(name);
    if (!listeners) {
      listeners = new Set();
      this.#listeners.set(name, listeners);
    }
    const added = listener as (...args: never[]) => void;
    listeners.add(added);
    return () => listeners.delete(added);
  }

  emit<Name extends keyof Events>(name: Name, ...args: Events[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        (listener as unknown as (...values: Events[Name]) => void)(...args);
      } catch (error) {
        this.#onError(error);
      }
    }
  }
}
