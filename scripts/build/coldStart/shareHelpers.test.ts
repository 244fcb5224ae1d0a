import { shareHelpers } from './shareHelpers';

const used = `var __createBinding = (this && this.__createBinding) || (Object.create ? (function(o, k) {
    return o[k];
}) : (function(o, k) {
    return o[k];
}));
var __importStar = (this && this.__importStar) || function (mod) {
    return __createBinding(mod, "all");
};
`;

describe('shareHelpers', () => {
  test('files that have one helper share a module of it, with what that calls', () => {
    const helpers = new Map<string, string>();
    const first = shareHelpers(`${used}exports.a = __importStar({ all: 1 });\n`, helpers);
    const second = shareHelpers(`${used}exports.b = __importStar({ all: 2 });\n`, helpers);
    expect(helpers.size).toBe(1);
    const [[path, contents] = ['', '']] = helpers;
    const run = (code: string, require?: unknown) => {
      const module = { exports: {} };
      new Function('module', 'exports', 'require', code)(module, module.exports, require);
      return module.exports;
    };
    const require = (name: string) => (name === path ? run(contents) : undefined);
    expect(run(first, require)).toEqual({ a: 1 });
    expect(run(second, require)).toEqual({ b: 2 });
    expect(first).not.toContain('__createBinding');
  });

  test('the name of a helper’s module is the same one whatever was read before', () => {
    const alone = new Map<string, string>();
    shareHelpers(`${used}exports.a = __importStar({});\n`, alone);
    const later = new Map([['another', 'module.exports = 1;']]);
    shareHelpers(`${used}exports.a = __importStar({});\n`, later);
    expect([...later.keys()]).toEqual(['another', ...alone.keys()]);
  });

  test('other code stays as it is', () => {
    const helpers = new Map<string, string>();
    const source = 'var __rest = 1;\nexports.a = __rest;\n';
    expect(shareHelpers(source, helpers)).toBe(source);
    expect(helpers.size).toBe(0);
  });
});
