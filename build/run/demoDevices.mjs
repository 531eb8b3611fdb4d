import { generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import forge from 'node-forge'
import { root } from '../root.mjs'

const file = path.join(root, 'out/demo/devices.json')
const validYears = 2
const mostStations = 4

/**
 * Devices of the demo district that come in by themselves: one by its own secret, one by its own certificate, and some air stations over HTTPS. Console and simulator read the file; secret and certificate are made once, so that a demo that is
 * started again does not write them anew.
 *
 * @param {string} districtFile
 * @param {{ brokerPort: number, tlsPort: number, httpsPort: number }} doors on 127.0.0.1
 * @returns {string | undefined} path of the file; nothing when the district has no such devices
 */
export function writeDemoDevices(districtFile, { brokerPort, tlsPort, httpsPort }) {
  /** @type {{ devices: { id: string, typeId: string }[] }} */
  const { devices } = JSON.parse(fs.readFileSync(districtFile, 'utf8'))
  const hydrant = devices.find(({ typeId }) => typeId === 'HYDRANT')
  const camera = devices.find(({ typeId }) => typeId === 'CAMERA')
  if (!hydrant || !camera) return undefined
  const before = readBefore()
  const known = (/** @type {string} */ id) => before.find(({ deviceId }) => deviceId === id)
  const shown = known(camera.id)
  const stations = devices.filter(({ typeId }) => typeId === 'AIR_STATION').slice(0, mostStations)
  const own = [
    ...stations.map(({ id, typeId }) => ({
      deviceId: id,
      typeId,
      broker: `https://127.0.0.1:${httpsPort}`,
      secret: known(id)?.secret ?? randomBytes(32).toString('base64url'),
    })),
    {
      deviceId: hydrant.id,
      typeId: hydrant.typeId,
      broker: `mqtt://127.0.0.1:${brokerPort}`,
      secret: known(hydrant.id)?.secret ?? randomBytes(32).toString('base64url'),
    },
    {
      deviceId: camera.id,
      typeId: camera.typeId,
      broker: `mqtts://127.0.0.1:${tlsPort}`,
      ...(shown?.certificate && shown.key
        ? { certificate: shown.certificate, key: shown.key }
        : makeCertificate(`${camera.id}&${camera.typeId}`)),
    },
  ]
  fs.writeFileSync(file, JSON.stringify(own, undefined, 2), { mode: 0o600 })
  return file
}

/** @returns {{ deviceId: string, secret?: string, certificate?: string, key?: string }[]} */
function readBefore() {
  try {
    /** @type {{ deviceId: string, secret?: string, certificate?: string, key?: string }[]} */
    const before = JSON.parse(fs.readFileSync(file, 'utf8'))
    return before.filter(({ certificate }) => certificate === undefined || lastsLong(certificate))
  } catch {
    return []
  }
}

/** Whether a certificate is far from its end; one that is near is made anew. @param {string} pem */
const lastsLong = (pem) => Date.parse(new X509Certificate(pem).validTo) - Date.now() > 30 * 86_400_000

/**
 * Signed by itself: the console takes it because it was told of it.
 *
 * @param {string} commonName
 */
function makeCertificate(commonName) {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  })
  const signer = forge.pki.privateKeyFromPem(privateKey)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.setRsaPublicKey(signer.n, signer.e)
  certificate.serialNumber = `00${randomBytes(16).toString('hex')}`
  certificate.validity.notBefore = new Date(Date.now() - 3_600_000)
  certificate.validity.notAfter = new Date(Date.now() + validYears * 365 * 86_400_000)
  const names = [{ name: 'commonName', value: commonName }]
  certificate.setSubject(names)
  certificate.setIssuer(names)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false },
    { name: 'keyUsage', digitalSignature: true },
    { name: 'extKeyUsage', clientAuth: true },
  ])
  certificate.sign(signer, forge.md.sha256.create())
  return { certificate: forge.pki.certificateToPem(certificate), key: privateKey }
}
