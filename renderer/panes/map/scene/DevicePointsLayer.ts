import { COORDINATE_SYSTEM, Layer, picking, project32, type LayerProps, type UpdateParameters } from '@deck.gl/core'
import { Buffer, type Texture } from '@luma.gl/core'
import { Geometry, Model, type ShaderInputs } from '@luma.gl/engine'
import { markStride, type DeviceColumns } from './DeviceColumns'
import { devicePointsFragment, devicePointsUniforms, devicePointsVertex } from './devicePointsShader'
import type { Rgb } from './colour'

/** Colours of the symbols, from the theme. `states` in the order of `deviceStateCodes`. */
export type DeviceColours = { halo: Rgb; glyph: Rgb; states: readonly [Rgb, Rgb, Rgb, Rgb, Rgb] }

export type DevicePointsLayerProps = LayerProps & {
  columns: DeviceColumns
  /** Goes up whenever the columns have changed; the layer then writes the touched rows. */
  revision: number
  /** Symbols in white on clear, `atlasColumns` cells a row, all cells square. */
  atlas: OffscreenCanvas | HTMLCanvasElement
  atlasColumns: number
  atlasRows: number
  /** Diameter of a symbol's disc, CSS pixels. Below 8 symbols are left out and only what is wrong shows, as a dot. */
  discPixels: number
  /** The same for devices on floors, of which many stand above each other: they come out nearer. */
  indoorDiscPixels: number
  colours: DeviceColours
}

type State = { numInstances?: number; model?: Model; offsets?: Buffer; marks?: Buffer; atlas?: Texture }

/**
 * Twenty thousand devices in one draw call. Quiet by design: a device whose layer is off shows nothing while it is well and a small
 * dot when it is abnormal (filled) or offline (ring); a device whose layer is on shows its symbol on a disc, ringed by its state.
 * Positions and marks live in buffers of the card and are rewritten only where they changed.
 */
export class DevicePointsLayer extends Layer<DevicePointsLayerProps> {
  static override layerName = 'DevicePointsLayer'
  declare state: State

  override getShaders(): object {
    return super.getShaders({
      vs: devicePointsVertex,
      fs: devicePointsFragment,
      modules: [project32, picking, devicePointsUniforms],
    })
  }

  override initializeState(): void {
    const { device } = this.context
    const { columns } = this.props
    const usage = Buffer.VERTEX | Buffer.COPY_DST
    const offsets = device.createBuffer({
      usage,
      data: columns.offsets.length > 0 ? columns.offsets : new Float32Array(3),
    })
    const marks = device.createBuffer({
      usage,
      data: columns.marks.length > 0 ? columns.marks : new Uint8Array(markStride),
    })
    columns.takeDirty()
    const model = new Model(device, {
      id: `${this.props.id}-model`,
      ...this.getShaders(),
      bufferLayout: [
        { name: 'instanceOffsets', format: 'float32x3', stepMode: 'instance' },
        { name: 'instanceMarks', format: 'uint8x4', stepMode: 'instance' },
      ],
      attributes: { instanceOffsets: offsets, instanceMarks: marks },
      geometry: new Geometry({
        topology: 'triangle-strip',
        attributes: { positions: { size: 2, value: new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]) } },
      }),
      isInstanced: true,
      instanceCount: columns.count,
    })
    // deck.gl writes this count into the model before each draw.
    this.setState({ numInstances: columns.count, model, offsets, marks, atlas: this.createAtlas() })
  }

  override updateState({ props, oldProps }: UpdateParameters<this>): void {
    if (props.revision !== oldProps.revision) this.writeDirtyRows()
    if (oldProps.atlas !== undefined && props.atlas !== oldProps.atlas) {
      this.state.atlas?.destroy()
      this.setState({ atlas: this.createAtlas() })
    }
  }

  override draw(): void {
    const { model, atlas } = this.state
    if (!model || !atlas || this.props.columns.count === 0) return
    const { atlasColumns, atlasRows, discPixels, indoorDiscPixels, colours } = this.props
    const unit = ([r, g, b]: Rgb): [number, number, number, number] => [r / 255, g / 255, b / 255, 1]
    const inputs: ShaderInputs = model.shaderInputs
    inputs.setProps({
      devicePoints: {
        atlas,
        cells: [atlasColumns, atlasRows],
        discPixels,
        indoorDiscPixels,
        pixelRatio: this.context.device.getDefaultCanvasContext().cssToDeviceRatio(),
        halo: unit(colours.halo),
        glyph: unit(colours.glyph),
        stateUnknown: unit(colours.states[0]),
        stateOnline: unit(colours.states[1]),
        stateAbnormal: unit(colours.states[2]),
        stateOffline: unit(colours.states[3]),
        stateOutOfService: unit(colours.states[4]),
      },
    })
    model.draw(this.context.renderPass)
  }

  override finalizeState(context: Parameters<Layer['finalizeState']>[0]): void {
    super.finalizeState(context)
    this.state.model?.destroy()
    this.state.offsets?.destroy()
    this.state.marks?.destroy()
    this.state.atlas?.destroy()
  }

  private createAtlas(): Texture {
    const { atlas } = this.props
    const texture = this.context.device.createTexture({
      width: atlas.width,
      height: atlas.height,
      format: 'rgba8unorm',
      sampler: { minFilter: 'linear', magFilter: 'linear' },
    })
    texture.copyExternalImage({ image: atlas })
    return texture
  }

  private writeDirtyRows(): void {
    const { columns } = this.props
    const dirty = columns.takeDirty()
    if (!dirty) return
    const { start, end } = dirty
    this.state.marks?.write(columns.marks.subarray(start * markStride, end * markStride), start * markStride)
    this.state.offsets?.write(columns.offsets.subarray(start * 3, end * 3), start * 3 * Float32Array.BYTES_PER_ELEMENT)
  }
}

/** What every such layer shares: positions are degrees from the columns' origin. */
export const devicePointsCoordinates = (columns: DeviceColumns) => ({
  coordinateSystem: COORDINATE_SYSTEM.LNGLAT_OFFSETS,
  coordinateOrigin: [columns.origin[0], columns.origin[1], 0] as [number, number, number],
})
