import { startSimulator } from 'wechat-typing/simulator';

export const url: string = (await startSimulator()).url;
