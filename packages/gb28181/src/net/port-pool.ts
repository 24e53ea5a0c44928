// SPDX-License-Identifier: Apache-2.0
/** Media ports: even ones of a range, handed out in turn so that a port rests before it is used again. */
export class PortPool {
  readonly #ports: readonly number[];
  readonly #used = new Set<number>();
  #next = 0;

  /** @param from first port @param to last port */
  constructor(from: number, to: number) {
    const first = from + (from % 2);
    this.#ports = Array.from(
      { length: Math.max(0, Math.floor((to - first) / 2) + 1) },
      (_, at) => first + at * 2,
    );
  }

  /** @returns undefined when all are in use */
  take(): number | undefined {
    for (let tries = 0; tries < this.#ports.length; tries++) {
      const port = this.#ports[this.#next]!;
      this.#next = (this.#next + 1) % this.#ports.length;
      if (this.#used.has(port)) continue;
      this.#used.add(port);
      return port;
    }
    return undefined;
  }

  release(port: number): void {
    this.#used.delete(port);
  }
}
