import { codeTable } from '../../cloudfunctions/shared/codes/codes';
import { errmsgs } from '../simulator/conversation/answer';

/** The simulator's texts and the table's were written apart, so that neither repeats a mistake. */
test.each(Object.entries(errmsgs))(
  'the table has the code %s that the simulator gives, with the same text of WeChat’s',
  (errcode, errmsg) => {
    const entry = codeTable.find(({ errCode }) => errCode === Number(errcode));
    expect(entry?.wechatText).toBe(errmsg);
  },
);
