import Type from 'typebox'

/** System-wide settings of `telemetry.waveguide`. */
export const SystemConfigTelemetryWaveguide = Type.Object({
  activation: Type.Optional(Type.Integer()),
})

export type SystemConfigTelemetryWaveguide = Type.Static<typeof SystemConfigTelemetryWaveguide>
