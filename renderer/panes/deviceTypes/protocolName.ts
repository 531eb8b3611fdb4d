/** Proper names of protocols, the same in every language, by the ids of the thing models. */
const names: Readonly<Record<string, string>> = {
  bacnet_ip: 'BACnet/IP',
  ble: 'Bluetooth LE',
  contact_id: 'Contact ID',
  dlt645: 'DL/T 645',
  gb26875: 'GB 26875',
  gb28181: 'GB/T 28181',
  hj212: 'HJ 212',
  http_api: 'HTTP',
  iec61850: 'IEC 61850',
  jt808: 'JT/T 808',
  lora: 'LoRa',
  mavlink: 'MAVLink',
  mbus: 'M-Bus',
  modbus_rtu: 'Modbus RTU',
  modbus_tcp: 'Modbus TCP',
  nb_iot: 'NB-IoT',
  onvif: 'ONVIF',
  syslog: 'Syslog',
  wiegand: 'Wiegand',
  zigbee: 'Zigbee',
}

/** A protocol as people write it; short ids are abbreviations. */
export const protocolName = (id: string): string => names[id] ?? id.replaceAll('_', ' ').toUpperCase()
