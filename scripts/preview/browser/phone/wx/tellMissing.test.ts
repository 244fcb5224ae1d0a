import { tellMissing } from './tellMissing';

describe('tellMissing', () => {
  test('leaves what is there as it is', () => {
    const missing: string[] = [];
    const wx = tellMissing({ there: () => 1 }, 'wx', (what) => missing.push(what));
    expect(wx.there()).toBe(1);
    expect(missing).toEqual([]);
  });

  test('names what is not there when it is called, not when it is looked at', () => {
    const missing: string[] = [];
    const wx = tellMissing<Record<string, () => void>>({}, 'wx', (what) => missing.push(what));
    const { scanCode } = wx;
    expect(missing).toEqual([]);
    expect(() => scanCode?.()).toThrow('wx.scanCode: the preview does not have it');
    expect(missing).toEqual(['wx.scanCode']);
  });
});
