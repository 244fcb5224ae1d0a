/** miniprogram-compiler ships no types: what the tests call of it. */
declare module 'miniprogram-compiler' {
  /** Source whose completion is `$gwx`; throws with file, line and column on a broken page. */
  export function wxmlToJs(folder: string): string;
}

declare module 'miniprogram-compiler/src/wcsc' {
  /**
   * Compiles style sheets, named without `.wxss`. A broken one comes back as an Error: the package's
   * own wxssToJs trips over that and throws a TypeError that tells neither file nor line.
   */
  export default function wcsc(folder: string, files: string[]): Record<string, string> | Error;
}
