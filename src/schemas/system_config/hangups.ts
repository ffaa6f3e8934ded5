import Type from 'typebox'

/** System-wide settings of `hangups`. */
export const SystemConfigHangups = Type.Object({
  hangups_to_monitor: Type.Optional(
    Type.Array(Type.String(), {
      default: [
        'CALL_REJECTED',
        'MANDATORY_IE_MISSING',
        'NO_ROUTE_DESTINATION',
        'PROGRESS_TIMEOUT',
        'RECOVERY_ON_TIMER_EXPIRE',
        'WRONG_CALL_STATE',
      ],
    }),
  ),
  ignore_hangup_causes: Type.Optional(
    Type.Array(Type.String(), {
      default: [
        'ALLOTTED_TIMEOUT',
        'ATTENDED_TRANSFER',
        'LOSE_RACE',
        'NORMAL_CLEARING',
        'NO_ANSWER',
        'NO_USER_RESPONSE',
        'ORIGINATOR_CANCEL',
        'USER_BUSY',
        'PICKED_OFF',
      ],
    }),
  ),
})

export type SystemConfigHangups = Type.Static<typeof SystemConfigHangups>
