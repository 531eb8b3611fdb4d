import { z } from 'zod'

const nodeId = z.string().regex(/^(ns=\d{1,5};)?[isgb]=.{1,200}$/, 'ns=2;s=Pump1.Pressure')
const device = { productKey: z.string().min(1).max(64), deviceName: z.string().min(1).max(128) }

/** A node whose value is a property of a device: the property is `scale × value + offset`. */
const NodeMapping = z.object({
  nodeId,
  ...device,
  property: z.string().min(1).max(64),
  scale: z.number().optional(),
  offset: z.number().optional(),
})
export type NodeMapping = z.infer<typeof NodeMapping>

/** A condition whose becoming active and inactive are events of a device. */
const ConditionMapping = z.object({
  /** Node that the condition is about: `SourceNode` of its notifications. */
  sourceNodeId: nodeId,
  /** Where a source has several conditions. */
  conditionName: z.string().max(200).optional(),
  ...device,
  event: z.string().min(1).max(64),
  clearEvent: z.string().min(1).max(64).optional(),
})
export type ConditionMapping = z.infer<typeof ConditionMapping>

/** A service of a device: a value that is written, or a method that is called with the service's input in this order. */
const ServiceMapping = z.object({
  ...device,
  service: z.string().min(1).max(64),
  does: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('write'),
      nodeId,
      dataType: z.enum(['Boolean', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Float', 'Double', 'String']),
      /** Name of the input whose value is written, or the value. */
      value: z.union([z.string().max(64), z.number()]),
    }),
    z.object({ kind: z.literal('call'), objectId: nodeId, methodId: nodeId, input: z.array(z.string().max(64)) }),
  ]),
})
export type ServiceMapping = z.infer<typeof ServiceMapping>

/** One link to a server. */
export const OpcUaOptions = z.object({
  id: z.string().min(1).max(64),
  url: z.string().regex(/^opc\.tcp:\/\/[^/]+(\/.*)?$/, 'opc.tcp://host:port/path'),
  security: z.enum(['None', 'Basic256Sha256', 'Aes256_Sha256_RsaPss']).default('Basic256Sha256'),
  user: z.object({ name: z.string().min(1).max(256), password: z.string().max(256) }).optional(),
  /** Folder of our certificate and of those that we trust; made at the first start. The server's certificate belongs into `trusted/certs`. */
  pkiFolder: z.string().min(1),
  /** Between two notifications, ms. Silence of several of them means that the server is gone, though its socket stands. */
  publishingMs: z.number().int().min(100).max(60_000).default(500),
  nodes: z.array(NodeMapping).max(50_000).default([]),
  conditions: z.array(ConditionMapping).max(10_000).default([]),
  services: z.array(ServiceMapping).max(10_000).default([]),
})
export type OpcUaOptions = z.infer<typeof OpcUaOptions>
