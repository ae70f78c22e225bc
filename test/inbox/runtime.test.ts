import { describe, expect, it } from 'vitest';
import { runtimeOf } from '../../src-renderer/app/runtime.ts';

const agent = (electron: string) =>
  `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) countersign/0.1.0 Chrome/130.0.0.0 Electron/${electron} Safari/537.36`;

describe('what runs the window', () => {
  it('is the version of the application on the Electron that it is made for', () => {
    expect(runtimeOf(agent('45.4.1'), '45.4.1')).toEqual({ version: '0.1.0', electron: '45.4.1', official: null });
  });

  it('is the fallback if it is another Electron', () => {
    expect(runtimeOf(agent('33.2.1'), '45.4.1')).toEqual({ version: '0.1.0', electron: '33.2.1', official: '45.4.1' });
  });

  it('is unknown in another browser', () => {
    expect(runtimeOf('Mozilla/5.0 Chrome/130', '45.4.1')).toEqual({ version: null, electron: null, official: null });
  });
});
