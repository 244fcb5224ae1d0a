import type { Language } from '../cli/language';

/** What the build says, in both languages. */
export interface BuildTexts {
  description: string;
  watch: string;
  built(ms: number): string;
  changed(path: string): string;
  warning: string;
  kept: string;
  watching: string;
  noFunction: string;
  hiddenEnv: string;
  outsideDirname: string;
  computedRequire: string;
  /** A script that is uploaded as it is; `import` stands for the syntax of modules. */
  incomplete(missing: readonly string[]): string;
  notUploaded(path: string): string;
  packageFolder(name: string): string;
  notUtf8: string;
  /** A function that was built and cannot be called: why, and what to do. */
  throws(message: string): string;
  hangs: string;
  ends: string;
  noMain(names: readonly string[]): string;
  notCallable(main: 'class' | 'promise' | 'other'): string;
  shared: string;
  /** What to do about what esbuild says. */
  hints: readonly (readonly [RegExp, string])[];
}

export const buildTexts: Readonly<Record<Language, BuildTexts>> = {
  en: {
    description: 'builds dist/: every cloud function as it is uploaded, and the mini program',
    watch: 'build again at every change of a source, until Ctrl-C',
    built: (ms) => `built in ${ms} ms`,
    changed: (path) => `${path} has changed`,
    warning: 'warning: ',
    kept: 'dist/ is still what it was; waiting for the next change',
    watching: 'watching cloudfunctions/ and miniprogram/, Ctrl-C ends it',
    noFunction:
      'is left out: it has a package.json or config.json, but no code to begin with. Name its first file index.ts, index.js or src/index.ts, or in "main" of package.json',
    hiddenEnv:
      'is not uploaded, like all hidden files. Set its variables in the CloudBase console, at the function’s settings',
    outsideDirname:
      'this means the function’s own folder once it is built, and what lies beside shared code is not uploaded. Move the file that it reads into the function’s folder',
    computedRequire:
      "what this loads cannot be told, so it is not bundled: packages, TypeScript and files outside the function’s folder will be missing. Name the folder: require('./handlers/' + name)",
    incomplete: (missing) =>
      `is uploaded as it is, and there it will not find ${missing.join(', ')}. If the function runs it, write its whole path, path.join(__dirname, 'worker.js'), or load it by require('./handlers/' + name): so it is bundled. Otherwise move it out of the function’s folder`,
    notUploaded: (path) =>
      `${path} is named here and not uploaded: it is hidden, or lies outside the function’s folder. Move it into that folder, under a name without a dot in front`,
    packageFolder: (name) =>
      `${name} looks for code, or for something that cannot be told, in its own folder, which is not there once it is bundled. Try what needs it; if it fails, take another package`,
    notUtf8:
      'is not saved as UTF-8: its Chinese texts would reach the customer garbled. Save it as UTF-8',
    throws: (message) =>
      `was built, but cannot be loaded: ${message}. The cloud would answer every call like that. If it needs a variable of the environment, give it to the build too; what only a call needs belongs into main`,
    hangs:
      'was built, but is not loaded after 10 s, and the cloud would give up sooner. Move what takes so long, or never ends, into main',
    ends: 'was built, but ends its process while it is loaded (process.exit, or a crash). Take that out, or move it into main',
    notCallable: (main) =>
      `was built, but its main is ${
        { class: 'a class', promise: 'a Promise', other: 'no function' }[main]
      }, and CloudBase calls it as a function. Write "exports.main = async (event, context) => …"${
        main === 'promise' ? ', and do not call it yourself' : ''
      }`,
    shared:
      'is taken for shared code and not uploaded: another function imports from it, and it exports no main. If it is a function, export main; otherwise delete its package.json and config.json',
    noMain: (names) =>
      `was built, but exports no main, which is what CloudBase calls${
        names.length > 0 ? ` (it exports ${names.join(', ')})` : ''
      }. Write ${
        names.includes('default')
          ? '"export const main = …" instead of "export default …"'
          : '"export const main = async (event, context) => …", or "exports.main = …"'
      }; a folder of shared code should have no index file of its own`,
    hints: [
      [/^Could not resolve "[@~#]\//, 'an alias has to stand in "paths" of tsconfig.json'],
      [/^Could not resolve "\.{0,2}\//, 'no such file'],
      [/^Could not resolve "([^"]+)"/, 'install it: npm install $1'],
      [/^Top-level await/, 'a function is built as CommonJS: await it inside main'],
      [
        /^No loader is configured for "\.node"/,
        'a native module cannot be bundled: use a package without one',
      ],
      [
        /^No loader is configured/,
        'files beside the code are uploaded as they are: read it by fs.readFileSync(path.join(__dirname, …))',
      ],
    ],
  },
  zh: {
    description: '构建 dist/：每个云函数的上传内容，以及小程序',
    watch: '源文件有改动时自动重新构建，按 Ctrl-C 结束',
    built: (ms) => `构建完成，用时 ${ms} 毫秒`,
    changed: (path) => `${path} 有改动`,
    warning: '警告：',
    kept: 'dist/ 保持上一次的内容，等待下一次改动',
    watching: '正在监听 cloudfunctions/ 和 miniprogram/，按 Ctrl-C 结束',
    noFunction:
      '未构建：有 package.json 或 config.json，却没有入口文件。请把入口文件命名为 index.ts、index.js 或 src/index.ts，或在 package.json 的 "main" 中指明',
    hiddenEnv: '不会上传（隐藏文件均不上传）。请在云开发控制台的云函数配置中设置这些环境变量',
    outsideDirname:
      '构建后这里指的是云函数自己的目录，而公共代码旁边的文件不会上传。请把要读取的文件移到云函数目录内',
    computedRequire:
      "看不出这里会加载什么，因此没有打包：其中用到的依赖包、TypeScript 和云函数目录之外的文件到云端会找不到。请写明所在的目录：require('./handlers/' + name)",
    incomplete: (missing) =>
      `会原样上传，但到云端找不到 ${missing.join('、')}。如果云函数会运行它，请写出完整路径 path.join(__dirname, 'worker.js')，或用 require('./handlers/' + name) 加载，这样就会打包；否则请移到云函数目录之外`,
    notUploaded: (path) =>
      `这里用到的 ${path} 不会上传：它是隐藏文件，或在云函数目录之外。请移到该目录内，文件名不要以点开头`,
    packageFolder: (name) =>
      `${name} 会到自己的目录里找代码，或找看不出是什么的文件，而打包后没有这个目录。请试一下用到它的功能；如果不行，请换一个包`,
    notUtf8: '文件编码不是 UTF-8，其中的中文会变成乱码。请另存为 UTF-8',
    throws: (message) =>
      `已构建，但无法加载：${message}。到云端后每次调用都会这样失败。如果它需要环境变量，构建时也请提供；只有调用时才用得到的操作请移到 main 里`,
    hangs: '已构建，但 10 秒后仍未加载完，云端等不了这么久。请把耗时或不会结束的操作移到 main 里',
    ends: '已构建，但加载时进程就退出了（process.exit 或崩溃）。请删去，或移到 main 里',
    notCallable: (main) =>
      `已构建，但导出的 main 是${
        { class: '类', promise: ' Promise', other: '函数以外的值' }[main]
      }，而云开发会把它当作函数调用。请写成 "exports.main = async (event, context) => …"${
        main === 'promise' ? '，不要自己先调用它' : ''
      }`,
    shared:
      '视为公共代码，不会上传：有其他云函数引用其中的文件，而它没有导出 main。如果它是云函数，请导出 main；否则请删去其中的 package.json 和 config.json',
    noMain: (names) =>
      `已构建，但没有导出 main，而云开发调用的就是它${
        names.length > 0 ? `（它导出的是 ${names.join('、')}）` : ''
      }。请写成 ${
        names.includes('default')
          ? '"export const main = …"，而不是 "export default …"'
          : '"export const main = async (event, context) => …" 或 "exports.main = …"'
      }；公共代码的目录里不要放 index 文件`,
    hints: [
      [/^Could not resolve "[@~#]\//, '路径别名须写在 tsconfig.json 的 "paths" 中'],
      [/^Could not resolve "\.{0,2}\//, '没有这个文件'],
      [/^Could not resolve "([^"]+)"/, '请先安装：npm install $1'],
      [/^Top-level await/, '云函数会构建为 CommonJS，请把 await 移到 main 里'],
      [/^No loader is configured for "\.node"/, '原生模块无法打包，请改用不含原生模块的包'],
      [
        /^No loader is configured/,
        '代码旁边的文件会原样上传，请用 fs.readFileSync(path.join(__dirname, …)) 读取',
      ],
    ],
  },
};
