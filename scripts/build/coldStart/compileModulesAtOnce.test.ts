import { compileModulesAtOnce } from './compileModulesAtOnce';

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

  test('a bundle whose modules are written otherwise is refused', () => {
    expect(() => compileModulesAtOnce('var a=module((exports)=>{});')).toThrow(
      'esbuild writes modules otherwise',
    );
  });
});
