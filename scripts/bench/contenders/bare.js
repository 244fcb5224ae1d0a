// Node by itself: what no function can go below.
exports.main = async () => ({ errCode: 0 });
