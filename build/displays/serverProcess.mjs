/** Starts an X server and waits until it has chosen its display number, which it writes to file descriptor 3 (`-displayfd 3`). */
import { spawn } from 'node:child_process'

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ display: string, child: import('node:child_process').ChildProcess }>}
 * @throws {Error} when the server ends before it is ready; the message holds what it said
 */
export function startServer(command, args) {
  return new Promise((resolve, reject) => {
    // In a process group of its own: Ctrl+C in the terminal must reach the programs on the screens first.
    const child = spawn(command, ['-displayfd', '3', ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let said = ''
    let number = ''
    child.stderr?.on('data', (chunk) => {
      said += chunk
    })
    child.stdio[3]?.on('data', (chunk) => {
      number += chunk
      if (number.endsWith('\n')) resolve({ display: `:${number.trim()}`, child })
    })
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`${command} ended with ${code}: ${said.slice(-2000)}`)))
  })
}
