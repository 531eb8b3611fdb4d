/**
 * What the console and its tests need of the operating system on Linux, by group, and what the packages are called.
 *
 * @typedef {'apt' | 'dnf' | 'pacman'} PackageManager
 * @typedef {'build' | 'electron' | 'displays' | 'tests' | 'browser'} Group
 */

/** @type {Record<Group, Record<PackageManager, string>>} */
export const packageTable = {
  // compile sqlite3 where its ready-made binary cannot be fetched
  build: { apt: 'python3 make g++', dnf: 'python3 make gcc-c++', pacman: 'python make gcc' },
  electron: {
    apt: 'libgtk-3-0 libnss3 libgbm1 libasound2 libxss1 libatk-bridge2.0-0 libdrm2 libxshmfence1 libgl1-mesa-dri',
    dnf: 'gtk3 nss mesa-libgbm alsa-lib libXScrnSaver at-spi2-atk libdrm libxshmfence mesa-dri-drivers',
    pacman: 'gtk3 nss mesa alsa-lib libxss at-spi2-core libdrm libxshmfence',
  },
  // an X server whose screens exist in memory only
  displays: {
    apt: 'xserver-xorg-core xserver-xorg-video-dummy x11-xserver-utils openbox libgl1-mesa-dri fonts-noto-cjk',
    dnf: 'xorg-x11-server-Xorg xorg-x11-drv-dummy xrandr openbox mesa-dri-drivers google-noto-sans-cjk-fonts',
    pacman: 'xorg-server xf86-video-dummy xorg-xrandr openbox mesa noto-fonts-cjk',
  },
  // an MQTT 5 broker and a database from outside, pictures of the screens, and a clock that jumps
  tests: {
    apt: 'mosquitto mosquitto-clients ffmpeg faketime postgresql',
    dnf: 'mosquitto ffmpeg libfaketime postgresql-server',
    pacman: 'mosquitto ffmpeg libfaketime postgresql',
  },
  // the seat in a browser
  browser: { apt: 'chromium', dnf: 'chromium', pacman: 'chromium' },
}

/** Programs that must be found for a group to count as there. */
export const commandsOf = {
  build: ['python3', 'make', 'g++'],
  displays: ['Xorg', 'xrandr', 'openbox'],
  tests: ['mosquitto', 'mosquitto_pub', 'ffmpeg', 'faketime', 'psql'],
  browser: ['chromium'],
}

/** Where distributions keep the dummy video driver of Xorg. */
export const dummyDriverFiles = [
  '/usr/lib/xorg/modules/drivers/dummy_drv.so',
  '/usr/lib64/xorg/modules/drivers/dummy_drv.so',
]
