import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Makes a certificate that signs itself, valid for two days, as `cert` and `key` in a folder.
 *
 * @param altName `DNS:localhost` or `IP:127.0.0.1`, as openssl writes it
 * @param isAuthority whether it may sign others; one of a device may not
 * @returns both as PEM
 */
export function writeCertificate(folder: string, altName: string, isAuthority = true): { cert: string; key: string } {
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const names = [
    '-subj',
    '/CN=localhost',
    '-addext',
    `subjectAltName=${altName}`,
    '-addext',
    `basicConstraints=critical,CA:${isAuthority}`,
  ]
  const files = ['-keyout', `${folder}/key`, '-out', `${folder}/cert`]
  execFileSync('openssl', ['req', '-x509', ...kind, ...names, ...files], { stdio: 'ignore' })
  return { cert: readFileSync(`${folder}/cert`, 'utf8'), key: readFileSync(`${folder}/key`, 'utf8') }
}
