import { rpxToVw } from './rpx';

describe('rpxToVw', () => {
  test.each([
    ['750 rpx are the width of the screen', 'width: 750rpx', 'width: 100vw'],
    ['fractions', 'width: 1.5rpx', 'width: 0.2vw'],
    ['a number without its zero', 'width: .75rpx', 'width: 0.1vw'],
    ['negative ones', 'margin: -15rpx 0', 'margin: -2vw 0'],
    ['several, inside functions', 'calc(30rpx + 10px - 7.5rpx)', 'calc(4vw + 10px - 1vw)'],
    ['not what stands in quotation marks', 'content: "75rpx"', 'content: "75rpx"'],
    ['not a name that ends so', '.a75rpx { }', '.a75rpx { }'],
    ['not another unit that begins so', 'width: 75rpxx', 'width: 75rpxx'],
  ])('%s', (_rule, wxss, css) => {
    expect(rpxToVw(wxss)).toBe(css);
  });
});
