interface AccountSource {
  getAccountInfoSync?: () => { miniProgram: { appId: string } };
}

/** Whether the project is open as `touristappid`: in DevTools without an account. */
export function isTourist(wx: AccountSource): boolean {
  try {
    return wx.getAccountInfoSync?.().miniProgram.appId === 'touristappid';
  } catch {
    return false;
  }
}
