// What people do with wx-server-sdk besides setTyping, each under a name, so that a test can ask
// for it in a bundle of every kind.
const cloud = require('wx-server-sdk');

const beforeInit = (() => {
  try {
    return cloud.callFunction({ name: 'other' });
  } catch (error) {
    return { ...error, message: error.message };
  }
})();
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
// Not before it is asked for: a test looks at which files are read when.
const database = () => cloud.database();

const fileID = 'cloud://env.bucket/a.txt';
const media = { contentType: 'image/jpeg', value: Buffer.from('picture') };

const uses = {
  'anything before init': () => beforeInit,
  getWXContext: () => cloud.getWXContext(),
  'database: add': () =>
    database()
      .collection('notes')
      .add({ data: { _id: '1', at: new Date(0), n: 1.5, deep: { list: [null, /x/i] } } }),
  'database: add what is there': () =>
    database()
      .collection('duplicates')
      .add({ data: { _id: '1' } }),
  'database: get': () => database().collection('notes').doc('1').get(),
  'database: where, order, limit, field': () =>
    database()
      .collection('notes')
      .where({
        n: database().command.gt(1).and(database().command.lt(3)),
        text: database().RegExp({ regexp: '^a', options: 'i' }),
      })
      .orderBy('n', 'desc')
      .limit(5)
      .field({ n: true })
      .get(),
  'database: near a place': () =>
    database()
      .collection('notes')
      .where({
        place: database().command.geoNear({
          geometry: database().Geo.Point(113, 23),
          maxDistance: 100,
        }),
      })
      .get(),
  'database: update': () =>
    database()
      .collection('notes')
      .doc('1')
      .update({ data: { n: database().command.inc(1), at: database().serverDate() } }),
  'database: remove': () => database().collection('notes').where({ n: 1 }).remove(),
  'database: count': () => database().collection('notes').count(),
  'database: aggregate': () =>
    database()
      .collection('notes')
      .aggregate()
      .match({ n: 1 })
      .group({ _id: '$n', all: database().command.aggregate.sum(1) })
      .end(),
  'database: transaction': () =>
    database().runTransaction(async (transaction) => {
      await transaction
        .collection('notes')
        .doc('1')
        .update({ data: { n: 2 } });
      return 'done';
    }),
  'database: no collection name': () => database().collection(''),
  callFunction: () => cloud.callFunction({ name: 'other', data: { a: [1, { b: 2 }] } }),
  'callFunction that fails': () => cloud.callFunction({ name: 'failing' }),
  'callFunction without a name': () => cloud.callFunction({}),
  uploadFile: () => cloud.uploadFile({ cloudPath: 'a.txt', fileContent: Buffer.from('hello') }),
  downloadFile: () => cloud.downloadFile({ fileID }),
  getTempFileURL: () => cloud.getTempFileURL({ fileList: [fileID] }),
  deleteFile: () => cloud.deleteFile({ fileList: [fileID] }),
  'openapi with a picture': () => cloud.openapi.security.imgSecCheck({ media }),
  'openapi that answers a picture': () =>
    cloud.openapi.wxacode.getUnlimited({ scene: 'a', checkPath: false }),
  'openapi with a number beyond 2^53': () => cloud.openapi.big.number({ n: 1 }),
  'openapi that sends such a number back': async () => {
    const { n } = await cloud.openapi.big.number({ n: 1 });
    return cloud.openapi({ convertCase: false }).big.number({ n });
  },
  'openapi of another appid': () =>
    cloud.openapi({ appid: 'wxother' }).customerServiceMessage.send({ touser: 'o' }),
  cloudPay: () => cloud.cloudPay.queryOrder({ outTradeNo: '1', subMchId: '2' }),
  getOpenData: () => cloud.getOpenData({ list: ['id'] }),
  'getOpenData without a list': () => cloud.getOpenData({}),
  getVoIPSign: () => cloud.getVoIPSign({ groupId: 'g', nonce: 'n', timestamp: 1 }),
  getCloudCallSign: () => cloud.getCloudCallSign({ parameterList: [] }),
  'another instance': async () => {
    const other = cloud.createNewInstance({ env: 'other-env', throwOnCode: true });
    return other.callFunction({ name: 'other' });
  },
  'an instance that keeps connections': async () => {
    const other = cloud.createNewInstance({ env: 'kept-env', keepalive: true });
    await other.callFunction({ name: 'other' });
    return other.callFunction({ name: 'other' });
  },
  'an instance behind a proxy': () => {
    const { URL: gateway } = JSON.parse(process.env.TCB_CONTEXT_CNFG);
    return cloud
      .createNewInstance({ env: 'proxied-env', proxy: new URL(gateway).origin })
      .callFunction({ name: 'other' });
  },
  'an instance that retries': () =>
    cloud.createNewInstance({ env: 'retrying-env', retries: 2 }).callFunction({ name: 'other' }),
  'resources of another account': async () => {
    const other = new cloud.Cloud({ resourceAppid: 'wxother', resourceEnv: 'their-env' });
    await other.init();
    return other.callFunction({ name: 'other' });
  },
  'a model of AI': () => Object.keys(cloud.ai().createModel('hunyuan')).sort(),
  'a log': () => typeof cloud.logger().info({ a: 1 }),
};

exports.main = async ({ use }) => uses[use]();
