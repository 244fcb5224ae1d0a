import { eventually, within } from './eventually';

test('what never happens ends with a message that names it', async () => {
  await expect(eventually('a message', () => undefined, 20)).rejects.toThrow(
    'not within 0.02 s: a message',
  );
  let said = '';
  const never = new Promise(() => {});
  const waiting = within(() => `its end, having said: ${said}`, never, 20);
  said = 'hello';
  await expect(waiting).rejects.toThrow('not within 0.02 s: its end, having said: hello');
});

test('what happens in time is handed on, as what it throws is', async () => {
  expect(await eventually('a number', () => 7)).toBe(7);
  expect(await within('a number', Promise.resolve(7))).toBe(7);
  await expect(within('a number', Promise.reject(new Error('none')))).rejects.toThrow('none');
});
