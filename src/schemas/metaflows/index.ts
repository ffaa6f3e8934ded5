import type { SchemaTable } from '../table.ts'

/** Schemas of the actions of metaflows. */
export const metaflowSchemas: SchemaTable = {
  'metaflows.audio_level': async () => (await import('./audio_level.ts')).MetaflowAudioLevel,
  'metaflows.break': async () => (await import('./break.ts')).MetaflowBreak,
  'metaflows.callflow': async () => (await import('./callflow.ts')).MetaflowCallflow,
  'metaflows.hangup': async () => (await import('./hangup.ts')).MetaflowHangup,
  'metaflows.hold': async () => (await import('./hold.ts')).MetaflowHold,
  'metaflows.hold_control': async () => (await import('./hold_control.ts')).MetaflowHoldControl,
  'metaflows.intercept': async () => (await import('./intercept.ts')).MetaflowIntercept,
  'metaflows.move': async () => (await import('./move.ts')).MetaflowMove,
  'metaflows.pivot': async () => (await import('./pivot.ts')).MetaflowPivot,
  'metaflows.play': async () => (await import('./play.ts')).MetaflowPlay,
  'metaflows.record_call': async () => (await import('./record_call.ts')).MetaflowRecordCall,
  'metaflows.relate': async () => (await import('./relate.ts')).MetaflowRelate,
  'metaflows.resume': async () => (await import('./resume.ts')).MetaflowResume,
  'metaflows.say': async () => (await import('./say.ts')).MetaflowSay,
  'metaflows.sound_touch': async () => (await import('./sound_touch.ts')).MetaflowSoundTouch,
  'metaflows.transfer': async () => (await import('./transfer.ts')).MetaflowTransfer,
  'metaflows.tts': async () => (await import('./tts.ts')).MetaflowTts,
}
