import { command, linkage, near, onAlarm, onChoice, onEvent, onlyIf, onSample, order, sameFloor } from './linkageForms'

const pump = 'building_equipment.water_supply_drainage'
const sewage = 'building_equipment.sewage_pump'
const chiller = 'building_equipment.chiller_heat_source'
const circuit = 'energy.smart_lighting'
const dimmer = 'energy.dimming_module'
const presence = 'energy.presence_sensor'
const panel = 'energy.lighting_panel'
const orders = 'business_platform.work_order'

/** Light by daylight: what a dimmer is set to between two limits of illuminance, lx. */
const byDaylight = (id: string, zh: string, en: string, when: string, brightness: number) =>
  onlyIf(
    when,
    linkage(
      id,
      dimmer,
      dimmer,
      [zh, en],
      onSample(dimmer, 'illuminance'),
      command(dimmer, near(1, 1), 'dim', { brightness, fade: 30 }),
    ),
  )

const maintain = (id: string, systemKey: string, skill: string, zh: string, en: string) =>
  linkage(
    id,
    systemKey,
    orders,
    [`${zh}保养到期派单`, `Maintenance of ${en} is due: an order`],
    onAlarm(systemKey, 'maintenance_due'),
    order([skill], 1, [`${zh}保养到期，到场保养后回复“保养完成”`, `Maintain the ${en}, then say that it is done`]),
  )

/** Linkages of plant and lighting (white paper 4.2.9.2, 4.2.10.2, 4.2.10.3). */
export const linkagesOfPlant = [
  linkage(
    'reserve_pump_comes_in',
    pump,
    pump,
    ['水泵故障备用泵投入', 'A pump fails: the reserve comes in'],
    onAlarm(pump, 'pump_fault'),
    command(pump, sameFloor(2), 'start_pump'),
  ),
  linkage(
    'reserve_sewage_pump_comes_in',
    sewage,
    sewage,
    ['排污泵故障或超高水位备用泵投入', 'A sewage pump fails or the sump fills: the reserve comes in'],
    onAlarm(sewage, 'pump_fault', 'super_high_level'),
    command(sewage, sameFloor(2), 'start_pump'),
  ),
  linkage(
    'dry_inlet_stops_pump',
    pump,
    pump,
    ['来水低压停泵防干转', 'Too little pressure from the mains stops the pump before it runs dry'],
    onAlarm(pump, 'inlet_lowpressure'),
    command(pump, near(5, 1), 'stop_pump'),
  ),
  linkage(
    'high_inlet_lowers_pressure',
    pump,
    pump,
    ['来水超压降低恒压设定', 'Too much pressure from the mains lowers the set point'],
    onAlarm(pump, 'inlet_overpressure'),
    command(pump, near(5, 1), 'set_constant_pressure', { pressure: 0.45 }),
  ),
  linkage(
    'chiller_fault_rotates_units',
    chiller,
    chiller,
    ['冷机故障切换机组', 'A chiller fails: its group rotates'],
    onAlarm(chiller, 'unit_fault'),
    command(chiller, near(5, 1), 'rotate_units'),
  ),
  linkage(
    'chiller_stops_with_its_pump',
    chiller,
    chiller,
    ['冷冻泵故障停冷机', 'A chiller stops with its pump'],
    onAlarm(chiller, 'pump_fault'),
    command(chiller, near(5, 1), 'stop'),
  ),
  maintain('maintain_fan', 'building_equipment.ventilation', 'hvac', '风机', 'fan'),
  maintain('maintain_pump', pump, 'plumbing', '水泵', 'pump'),
  maintain('maintain_sewage_pump', sewage, 'plumbing', '排污泵', 'sewage pump'),
  maintain('maintain_lift', 'building_equipment.elevator_monitoring', 'lift', '电梯', 'lift'),
  maintain('maintain_escalator', 'building_equipment.escalator', 'lift', '扶梯', 'escalator'),
  onlyIf(
    'illuminance < lux_limit',
    linkage(
      'presence_lights_up',
      presence,
      circuit,
      ['人来灯亮', 'Light comes with people'],
      onChoice(presence, 'presence', 'present'),
      command(circuit, near(12, 4), 'switch_on'),
      command(dimmer, near(12, 4), 'dim', { brightness: 80, fade: 3 }),
    ),
  ),
  linkage(
    'absence_puts_out',
    presence,
    circuit,
    ['人走灯灭', 'Light goes with people'],
    onChoice(presence, 'presence', 'absent'),
    command(circuit, near(12, 4), 'switch_off'),
    command(dimmer, near(12, 4), 'dim', { brightness: 10, fade: 5 }),
  ),
  byDaylight('light_by_day', '天亮减光', 'By day the light goes down', 'illuminance >= 500', 10),
  byDaylight(
    'light_at_dusk',
    '阴天傍晚补光',
    'At dusk and under clouds light is added',
    'illuminance >= 50 && illuminance < 500',
    50,
  ),
  byDaylight('light_at_night', '深夜开灯', 'At night there is full light', 'illuminance < 50', 90),
  linkage(
    'panel_key_runs_scene',
    panel,
    circuit,
    ['面板按键执行场景', 'A key of a panel runs its scene'],
    onEvent(panel, 'key_pressed'),
    command(circuit, sameFloor(50), 'set_scene', {}, { scene: { name: 'scene' } }),
  ),
  linkage(
    'emergency_key_lights_up',
    panel,
    circuit,
    ['应急面板全亮', 'The emergency key lights everything'],
    onEvent(panel, 'emergency_pressed'),
    command(circuit, sameFloor(200), 'switch_on'),
  ),
  linkage(
    'contact_lights_up',
    'energy.dry_contact',
    circuit,
    ['干接点闭合开灯', 'A contact that closes lights up'],
    onChoice('energy.dry_contact', 'input_1', 'contact_closed'),
    command(circuit, near(12, 4), 'switch_on'),
  ),
]
