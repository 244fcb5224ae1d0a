/** What is compared in a test is text, also where Jest itself runs on a terminal. */
process.env.NO_COLOR = '1';
