import { compileModulesAtOnce, mangleNames } from './compileModulesAtOnce';

const helper =
  'var __commonJS=(cb,mod)=>()=>(mod||cb[Object.keys(cb)[0]]((mod={exports:{}}).exports,mod),mod.exports);';

describe('compileModulesAtOnce', () => {
  test('modules are put in parentheses and do what they did', () => {
    const bundle = `${helper}var a=__commonJS({"a"(exports){exports.x=1}}),b=__commonJS({"b"(exports,module){module.exports=a().x+1}});b();`;
    const changed = compileModulesAtOnce(bundle);
    expect(changed).toContain('{"a":(function(exports){exports.x=1})}');
    expect(changed).toContain('{"b":(function(exports,module){module.exports=a().x+1})}');
    expect(new Function(`${changed} return b();`)()).toBe(2);
  });

  test('what seldom runs is left for V8 to compile when it does', () => {
    const bundle = `${helper}var a=__commonJS({"a"(){}}),b=__commonJS({"lib/b"(){}});`;
    const changed = compileModulesAtOnce(bundle, ['lib/b"(']);
    expect(changed).toContain('{"a":(function(){})}');
    expect(changed).toContain('{"lib/b"(){}}');
  });

  test('a bundle whose modules are written otherwise is refused', () => {
    expect(() => compileModulesAtOnce('var a=module((exports)=>{});')).toThrow(
      'esbuild writes modules otherwise',
    );
  });
});

describe('mangleNames', () => {
  test('variables get short names; functions and classes keep theirs, and so does what is made of them', async () => {
    const bundle = `${helper}var TcbError=class extends Error{};function readAnswer(answer,fallback){var result=answer||fallback;return result}module.exports={TcbError,readAnswer};`;
    const mangled = await mangleNames(bundle);
    expect(mangled).toContain('__commonJS');
    expect(mangled).not.toMatch(/\bresult\b|\bfallback\b/);
    const module: { exports: Record<string, (...args: unknown[]) => unknown> } = { exports: {} };
    new Function('module', mangled)(module);
    const { TcbError, readAnswer } = module.exports;
    expect([TcbError?.name, readAnswer?.name]).toEqual(['TcbError', 'readAnswer']);
    expect(readAnswer?.('', 'b')).toBe('b');
  });
});
