import { cloudEnvironment } from './config';

App({
  onLaunch() {
    // Base libraries before 2.2.3 have no wx.cloud: the page says so when a button is pressed.
    if (!wx.cloud) return;
    wx.cloud.init({ traceUser: true, ...(cloudEnvironment ? { env: cloudEnvironment } : {}) });
  },
});
