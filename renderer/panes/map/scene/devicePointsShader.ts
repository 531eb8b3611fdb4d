const uniformBlock = `\
layout(std140) uniform devicePointsUniforms {
  vec2 cells;
  float discPixels;
  float indoorDiscPixels;
  float pixelRatio;
  vec4 halo;
  vec4 glyph;
  vec4 stateUnknown;
  vec4 stateOnline;
  vec4 stateAbnormal;
  vec4 stateOffline;
  vec4 stateOutOfService;
} devicePoints;
`

/** Uniforms of the device layer, declared the way luma.gl binds them. */
export const devicePointsUniforms = {
  name: 'devicePoints',
  vs: uniformBlock,
  fs: `${uniformBlock}uniform sampler2D atlas;\n`,
  uniformTypes: {
    cells: 'vec2<f32>',
    discPixels: 'f32',
    indoorDiscPixels: 'f32',
    pixelRatio: 'f32',
    halo: 'vec4<f32>',
    glyph: 'vec4<f32>',
    stateUnknown: 'vec4<f32>',
    stateOnline: 'vec4<f32>',
    stateAbnormal: 'vec4<f32>',
    stateOffline: 'vec4<f32>',
    stateOutOfService: 'vec4<f32>',
  },
} as const

/** Codes are those of `deviceStateCodes`: 0 unknown, 1 online, 2 abnormal, 3 offline, 4 out of service. */
export const devicePointsVertex = `\
#version 300 es
#define SHADER_NAME device-points-vertex
in vec2 positions;
in vec3 instanceOffsets;
in uvec4 instanceMarks;
out vec2 vUnit;
flat out float vRadius;
flat out uint vSymbol;
flat out uint vState;
flat out float vIsDot;

void main(void) {
  uint state = instanceMarks.y;
  bool isShown = instanceMarks.z == 1u;
  bool isWrong = state == 2u || state == 3u;
  bool isIndoors = instanceMarks.w == 1u;
  float discPixels = isIndoors ? devicePoints.indoorDiscPixels : devicePoints.discPixels;
  bool isSymbol = isShown && discPixels >= 8.0;
  float radius = isSymbol ? discPixels * 0.5 : (isWrong ? 3.5 : (isShown && !isIndoors ? 1.75 : 0.0));
  if (radius == 0.0) {
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  vSymbol = instanceMarks.x;
  vState = state;
  vIsDot = isSymbol ? 0.0 : 1.0;
  vRadius = radius;
  float edge = (radius + 1.0) / radius;
  vUnit = positions * edge;
  geometry.worldPosition = instanceOffsets;
  gl_Position = project_position_to_clipspace(instanceOffsets, vec3(0.0), vec3(0.0), geometry.position);
  gl_Position.xy += project_pixel_size_to_clipspace(positions * (radius + 1.0));
}
`

/** Shape first, colour second: a ring with a notch is abnormal, hatched is offline, dashed is out of service (visual language, section 6). */
export const devicePointsFragment = `\
#version 300 es
#define SHADER_NAME device-points-fragment
precision highp float;
in vec2 vUnit;
flat in float vRadius;
flat in uint vSymbol;
flat in uint vState;
flat in float vIsDot;
out vec4 fragColor;

vec4 stateColor() {
  if (vState == 2u) return devicePoints.stateAbnormal;
  if (vState == 3u) return devicePoints.stateOffline;
  if (vState == 4u) return devicePoints.stateOutOfService;
  if (vState == 1u) return devicePoints.stateOnline;
  return devicePoints.stateUnknown;
}

void main(void) {
  float distancePixels = length(vUnit) * vRadius;
  float soft = 0.75 / devicePoints.pixelRatio;
  float disc = 1.0 - smoothstep(vRadius - soft, vRadius + soft, distancePixels);
  if (disc <= 0.0) discard;
  vec4 state = stateColor();
  if (vIsDot > 0.5) {
    float hole = vState == 3u ? 1.0 - smoothstep(vRadius - 2.0 - soft, vRadius - 2.0 + soft, distancePixels) : 0.0;
    fragColor = vec4(mix(state.rgb, devicePoints.halo.rgb, hole), disc);
    return;
  }
  float ringWidth = vState >= 2u ? 1.8 : 1.0;
  float ring = smoothstep(vRadius - ringWidth - soft, vRadius - ringWidth + soft, distancePixels);
  float angle = atan(vUnit.y, vUnit.x);
  if (vState == 2u) ring *= step(0.42, abs(angle - 1.5708));
  if (vState == 3u) ring *= step(0.45, fract((vUnit.x + vUnit.y) * vRadius / 4.0));
  if (vState == 4u) ring *= step(0.4, fract(angle * 8.0 / 6.2832));
  vec4 color = mix(devicePoints.halo, state, ring * (vState == 1u || vState == 0u ? 0.55 : 1.0));
  vec2 cell = vec2(mod(float(vSymbol), devicePoints.cells.x), floor(float(vSymbol) / devicePoints.cells.x));
  vec2 inCell = vec2(vUnit.x, -vUnit.y) / 0.72 * 0.5 + 0.5;
  float inside = step(0.0, inCell.x) * step(inCell.x, 1.0) * step(0.0, inCell.y) * step(inCell.y, 1.0);
  float glyph = texture(atlas, (cell + clamp(inCell, 0.01, 0.99)) / devicePoints.cells).a * inside;
  vec4 ink = vState == 2u || vState == 3u ? state : devicePoints.glyph;
  color = mix(color, ink, glyph);
  fragColor = vec4(color.rgb, disc * 0.94);
}
`
