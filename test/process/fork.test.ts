import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type ForkedDesk, forkDesk } from '../../src-main/process/main/fork.ts';
import type { DeskProcess } from '../../src-main/process/main/supervisor.ts';
import type { StartMessage } from '../../src-main/process/protocol.ts';

class Child extends EventEmitter {
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
  readonly postMessage = vi.fn();
  readonly kill = vi.fn();
}

class Port extends EventEmitter {
  readonly start = vi.fn();
  readonly postMessage = vi.fn();
  readonly close = vi.fn();
}

const made = vi.hoisted((): { readonly children: unknown[]; readonly ports: unknown[] } => ({
  children: [],
  ports: [],
}));

vi.mock('electron', () => ({
  utilityProcess: {
    fork: () => {
      const child = new Child();
      made.children.push(child);
      return child;
    },
  },
  MessageChannelMain: class {
    readonly port1 = new Port();
    readonly port2 = new Port();
    constructor() {
      made.ports.push(this.port1);
    }
  },
}));

const start: StartMessage = {
  directory: 'a',
  home: 'a',
  training: true,
  faults: 'a',
  keyStore: false,
  pseudoTexts: false,
  sitting: [],
};

describe('a forked desk process', () => {
  let forked: ForkedDesk;
  let child: Child;
  let heard: string[];
  let running: DeskProcess | null;

  const begin = (): DeskProcess =>
    forked.begin(start, {
      message: (message) => heard.push(`message ${message}`),
      // The supervisor ignores an end that it hears before it has the process.
      ended: (how) => heard.push(running === null ? 'an end too early' : how),
    });

  beforeEach(() => {
    made.children.length = 0;
    made.ports.length = 0;
    heard = [];
    running = null;
    forked = forkDesk('desk.js', '');
    const [first] = made.children;
    if (!(first instanceof Child)) throw new Error('No process was forked.');
    child = first;
  });

  it('gets its start message with a port when it begins, and its messages are heard', () => {
    expect(child.postMessage).not.toHaveBeenCalled();
    running = begin();
    expect(child.postMessage).toHaveBeenCalledWith(start, [expect.any(Port)]);
    const [port] = made.ports;
    if (!(port instanceof Port)) throw new Error('No port was made.');
    port.emit('message', { data: 'up' });
    expect(heard).toEqual(['message up']);
    running.post({ is: 'lock' });
    expect(port.postMessage).toHaveBeenCalledWith({ is: 'lock' });
  });

  it('is heard to end', () => {
    running = begin();
    child.emit('exit', 9);
    expect(heard).toEqual(['It ended with code 9.']);
  });

  it('that ended before it began is heard to end once its process is known', async () => {
    child.emit('exit', 9);
    child.emit('exit', 0);
    running = begin();
    expect(heard).toEqual([]);
    await Promise.resolve();
    expect(heard).toEqual(['It ended with code 9.']);
  });
});
