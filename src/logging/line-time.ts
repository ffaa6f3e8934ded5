let second = -1
let upToSecond = ''

/** The member `time` of a log line, with its comma: ISO 8601 with milliseconds. All but these is made once a second. */
export function lineTime(): string {
  const now = Date.now()
  const nowSecond = Math.floor(now / 1000)
  if (nowSecond !== second) {
    second = nowSecond
    upToSecond = `,"time":"${new Date(now).toISOString().slice(0, 20)}`
  }
  return `${upToSecond}${String(now - nowSecond * 1000).padStart(3, '0')}Z"`
}
