// SPDX-License-Identifier: Apache-2.0
/**
 * Streams end with the sign-in they were opened by: signing out, one revocation, a new or reset password end each of
 * them at once, whatever their access session still allows. Requests need nothing of this; they are judged one by one.
 */
export class SignInStreams {
  readonly #open = new Map<string, { readonly personId: string; readonly ends: Set<() => void> }>();

  /** @returns to be called when the stream has ended by itself */
  hold(signIn: string, personId: string, end: () => void): () => void {
    const held = this.#open.get(signIn) ?? { personId, ends: new Set() };
    this.#open.set(signIn, held);
    held.ends.add(end);
    return () => {
      held.ends.delete(end);
      if (held.ends.size === 0 && this.#open.get(signIn) === held) this.#open.delete(signIn);
    };
  }

  endSignIn(signIn: string): void {
    const held = this.#open.get(signIn);
    this.#open.delete(signIn);
    for (const end of held?.ends ?? []) end();
  }

  /** All of a person. */
  endPerson(personId: string): void {
    for (const [signIn, held] of this.#open) if (held.personId === personId) this.endSignIn(signIn);
  }
}
