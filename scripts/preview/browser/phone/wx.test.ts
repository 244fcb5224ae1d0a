import { promised, tellMissing } from './wx';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a wx function', () => {
  const double = promised('double', ({ n }: { n: number }) => {
    if (n < 0) throw { errMsg: 'double:fail negative' };
    return { twice: n * 2 };
  });

  test('without callbacks returns a Promise', async () => {
    expect(await double({ n: 2 })).toEqual({ errMsg: 'double:ok', twice: 4 });
    await expect(double({ n: -1 })).rejects.toEqual({ errMsg: 'double:fail negative' });
  });

  test('with callbacks returns nothing, and calls the right ones', async () => {
    const called: unknown[] = [];
    const callbacks = {
      success: (result: unknown) => called.push(['success', result]),
      fail: (error: unknown) => called.push(['fail', error]),
      complete: () => called.push('complete'),
    };
    expect(double({ n: 2, ...callbacks })).toBeUndefined();
    await settle();
    expect(called.splice(0)).toEqual([['success', { errMsg: 'double:ok', twice: 4 }], 'complete']);
    double({ n: -1, ...callbacks });
    await settle();
    expect(called).toEqual([['fail', { errMsg: 'double:fail negative' }], 'complete']);
  });
});

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
