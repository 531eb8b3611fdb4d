/** What the tool says: Chinese, and English where the machine's language is another. */
const sentences = {
  usage: [
    `chengtai 命令 [选项]
  backup  --data 目录 --to 文件 [--history]   备份一个席位，其核心可以在运行
  verify  文件 | --data 目录                  校验一个备份（还原到临时目录）或一个席位的数据
  restore 文件 --data 空目录                  从备份恢复
  rebuild --data 目录                         由日志账重建全部投影，核心须已停止
  broker-files --data 目录 --to 目录 [--secret-file 文件]   为现场的 Mosquitto 写口令、主题权限、证书机构与吊销列表
  type import TSL文件 --system 键 --symbol 图标 --name 中文/English --to 文件 [--known 现有类型]
  type export 类型文件|内置类型 --to TSL文件    物模型（TSL）导入、导出
  type compare 旧类型 新类型                  新版本改了什么，在线设备是否受影响
口令：--passphrase-file 文件，或环境变量 CHENGTAI_BACKUP_PASSPHRASE`,
    `chengtai COMMAND [options]
  backup  --data DIR --to FILE [--history]   backs up a seat; its core may be running
  verify  FILE | --data DIR                  checks a backup (by restoring it into a temporary folder) or a seat's data
  restore FILE --data EMPTY-DIR              brings a backup back
  rebuild --data DIR                         makes all projections anew from the journal; the core must be stopped
  broker-files --data DIR --to DIR [--secret-file FILE]   passwords, topic rights, authorities and revocations for a Mosquitto of the site
  type import TSL --system KEY --symbol NAME --name 中文/English --to FILE [--known TYPE]
  type export TYPE|PACK-ID --to TSL           device types from and to the makers' form (TSL)
  type compare OLD NEW                        what a new version changes, and whether running devices go on
Passphrase: --passphrase-file FILE, or CHENGTAI_BACKUP_PASSPHRASE`,
  ],
  unknownCommand: ['没有命令 {command}', 'There is no command {command}'],
  missing: ['缺少 {what}', '{what} is missing'],
  noPassphrase: [
    '缺少口令：--passphrase-file 或 CHENGTAI_BACKUP_PASSPHRASE',
    'No passphrase: give --passphrase-file or CHENGTAI_BACKUP_PASSPHRASE',
  ],
  badTypeCall: ['type 命令不完整', 'The type command is not complete'],
  coreRuns: [
    '{folder} 的核心正在运行（进程 {pid}），请先停止',
    'A core runs on {folder} (process {pid}): stop it first',
  ],
  copy: ['复制', 'copying'],
  seal: ['加密', 'sealing'],
  restore: ['还原', 'restoring'],
  check: ['校验', 'checking'],
  rebuild: ['重建', 'rebuilding'],
  backedUp: [
    '备份完成：{file}，{bytes}，日志 {entries} 条，已校验',
    'Backed up: {file}, {bytes}, {entries} entries, read back and sound',
  ],
  restored: [
    '已恢复到 {folder}：日志 {entries} 条，已校验；下次启动时取得新的席位号',
    'Restored into {folder}: {entries} entries, sound; the seat takes a new id at its next start',
  ],
  sound: ['完好：日志 {entries} 条，用时 {seconds} s', 'Sound: {entries} entries, {seconds} s'],
  unsound: ['不完好：{reason}', 'Not sound: {reason}'],
  rebuilt: ['已重建：日志 {entries} 条，用时 {seconds} s', 'Rebuilt from {entries} entries, {seconds} s'],
  brokerFiles: ['已写入 {folder}：{devices} 台设备', 'Written into {folder}: {devices} devices'],
  noBrokerPassword: [
    '未给出 CHENGTAI_BROKER_PASSWORD：请自行为用户 {user} 添加口令',
    'CHENGTAI_BROKER_PASSWORD is not given: add a password for the user {user} yourself',
  ],
  noRevocations: ['没有吊销列表：{reason}', 'No revocation list: {reason}'],
  brokerLeftOut: ['{id} 的名称不能写入，已跳过', 'The name of {id} cannot be written and was left out'],
  cancelled: ['已取消，未留下任何文件', 'Cancelled; nothing is left behind'],
  failed: ['失败：{reason}', 'Failed: {reason}'],
} as const satisfies Record<string, readonly [zh: string, en: string]>

export type Sentence = keyof typeof sentences

export function sentence(
  key: Sentence,
  language: 'zh' | 'en',
  values: Readonly<Record<string, string | number>> = {},
): string {
  return sentences[key][language === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (_, name: string) =>
    String(values[name] ?? ''),
  )
}

/** Chinese unless the machine says that it speaks something else. */
export const languageOf = (environment: Readonly<Record<string, string | undefined>>): 'zh' | 'en' => {
  const locale = environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? ''
  return /^(en|C|POSIX)/.test(locale) ? 'en' : 'zh'
}
