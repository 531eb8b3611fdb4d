/**
 * Everything that set-up, start and test say to people: Chinese first, then English. Only Node's own modules may be used here,
 * because these texts are needed before node_modules are there.
 */
const messages = {
  building: ['正在构建 {name}…', 'Building {name} …'],
  built: ['{name} 构建完成（{seconds} 秒）', '{name} built ({seconds} s)'],
  skippedSource: ['跳过 {source}：尚无此文件', '{source} is not there, skipped'],
}

/**
 * Prints one line in both languages.
 *
 * @param {keyof typeof messages} key
 * @param {Record<string, string | number>} [values] for the places in braces
 */
export function say(key, values = {}) {
  console.log(`▸ ${textOf(key, values)}`)
}

/**
 * @param {keyof typeof messages} key
 * @param {Record<string, string | number>} [values]
 */
export function textOf(key, values = {}) {
  return messages[key].map((text) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))).join(' · ')
}
