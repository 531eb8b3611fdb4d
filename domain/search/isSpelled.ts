/** True for what can be pinyin: Latin letters first. Only then is it worth spelling what is searched; asked without the tables of `spell`, which are large. */
export const isSpelled = (sought: string): boolean => /^[a-z]/i.test(sought)
