// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { WhatIsShort } from './what-is-short.ts';

function bench() {
  const clock = { ms: 1000 };
  const short = new WhatIsShort(() => clock.ms);
  // The test turns the clock; the timer of the machine is not waited for.
  short.close();
  const pass = (ms: number) => {
    clock.ms += ms;
    short.look();
  };
  return { clock, short, pass };
}

describe('what is short when footage waits', () => {
  it('is the disk, when the thread has its turn and the disk does not answer', () => {
    const { short, pass } = bench();
    short.asked();
    for (let i = 0; i < 20; i++) pass(250);
    expect(short.tell()).toBe('disk-slow');
  });

  it('is the processor, when the thread has no turn and the disk is as quick as it may be', () => {
    const { short, pass } = bench();
    for (let i = 0; i < 5; i++) {
      const answered = short.asked();
      pass(1500);
      answered();
    }
    expect(short.tell()).toBe('overload');
  });

  it('is the processor also for the first who asks after a long wait, before the timer had its turn', () => {
    const { short, clock, pass } = bench();
    pass(250);
    clock.ms += 3000;
    expect(short.tell()).toBe('overload');
  });

  it('is the disk, when the thread is starved and the disk lets turn after turn pass', () => {
    const { short, pass } = bench();
    const answered = short.asked();
    pass(900);
    pass(900);
    expect(short.tell()).toBe('overload');
    for (let i = 0; i < 3; i++) pass(900);
    expect(short.tell()).toBe('disk-slow');
    answered();
    expect(short.tell()).toBe('disk-slow');
  });

  it('is forgotten after some seconds', () => {
    const { short, pass } = bench();
    pass(2000);
    expect(short.tell()).toBe('overload');
    for (let i = 0; i < 24; i++) pass(250);
    expect(short.tell()).toBe('disk-slow');
  });
});
