// SPDX-License-Identifier: Apache-2.0
/** The county's side of the platform: units and codes to begin with, the clock, the head of the organ, what was noticed. */
import { type AnswerOf, type Asking, addressOf, type Operation, type Problem } from '@mingjing/contracts';
import {
  moveSimulatedClock,
  openSimulation,
  readSimulation,
  type SimulationResults,
} from '@mingjing/contracts/desk';

/** The platform takes no simulated recorders, or is none. */
export class CountyRefusal extends Error {
  override readonly name = 'CountyRefusal';
  /** Of the platform; undefined when nothing there answers as one. */
  readonly problem: Problem | undefined;

  constructor(problem: Problem | undefined, reason: string) {
    super(reason);
    this.problem = problem;
  }
}

export class CountyPlatform {
  readonly #url: string;
  readonly #opened: AnswerOf<typeof openSimulation>;

  private constructor(url: string, opened: AnswerOf<typeof openSimulation>) {
    this.#url = url;
    this.#opened = opened;
  }

  /** @throws CountyRefusal */
  static async open(url: string, recorders: number, nowMs: number): Promise<CountyPlatform> {
    const body = { recorders, now: new Date(nowMs).toISOString() };
    return new CountyPlatform(url, await call(url, openSimulation, { body }));
  }

  get originPrefix(): string {
    return this.#opened.originPrefix;
  }

  /** One-time codes, one for each recorder. */
  get codes(): readonly string[] {
    return this.#opened.codes;
  }

  /** Moves the clock; the head of the organ approves a challenge of every recorder; who has been silent is looked for. */
  async move(
    nowMs: number,
    also: { readonly orderChallenges?: boolean; readonly lookForSilence?: boolean } = {},
  ): Promise<void> {
    const { id } = this.#opened;
    const body = { now: new Date(nowMs).toISOString(), ...also };
    await call(this.#url, moveSimulatedClock, { params: { id }, body });
  }

  async results(): Promise<SimulationResults> {
    return await call(this.#url, readSimulation, { params: { id: this.#opened.id } });
  }
}

async function call<O extends Operation>(url: string, operation: O, asking: Asking<O>): Promise<AnswerOf<O>> {
  const { body, ...rest } = asking as Asking<O> & { readonly body?: unknown };
  let status: number;
  let json: unknown;
  try {
    const response = await fetch(url + addressOf(operation, rest), {
      method: operation.method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      redirect: 'error',
    });
    status = response.status;
    const text = await response.text();
    json = text === '' ? undefined : JSON.parse(text);
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    throw new CountyRefusal(undefined, cause instanceof Error ? cause.message : 'unknown');
  }
  if (status >= 400) throw new CountyRefusal(json as Problem | undefined, String(status));
  return json as AnswerOf<O>;
}
