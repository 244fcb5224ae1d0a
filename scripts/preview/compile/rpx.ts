/**
 * Turns WXSS's `rpx` into what browsers know: 1 rpx is 1/750 of the screen's width, so 7.5 rpx are
 * 1 vw. What stands inside quotation marks is left alone.
 * Source: developers.weixin.qq.com/miniprogram/dev/framework/view/wxss.html
 */
export function rpxToVw(css: string): string {
  return css.replace(rpx, (whole: string, number: string | undefined) =>
    number === undefined ? whole : `${Number((Number(number) / 7.5).toFixed(5))}vw`,
  );
}

const rpx = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<![\w-])([-+]?(?:\d+\.?\d*|\.\d+))rpx\b/g;
