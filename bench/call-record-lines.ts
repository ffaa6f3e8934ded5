import { hash } from 'node:crypto'

/** Time that the call records are spread over, up to now, in seconds: 30 days. */
export const recordedSeconds = 2_592_000

/** Records in a piece. */
const pieceSize = 500

const causes = ['NORMAL_CLEARING', 'NORMAL_CLEARING', 'NORMAL_CLEARING', 'USER_BUSY', 'NO_ANSWER'] as const

/**
 * Call records of an account as lines of JSON, in pieces, the oldest first: `count` of them, evenly over
 * the time before `end` (Gregorian seconds).
 */
export async function* callRecordLines(
  account: string,
  count: number,
  end: number,
): AsyncGenerator<Buffer, void, void> {
  const begin = end - recordedSeconds
  for (let first = 0; first < count; first += pieceSize) {
    let text = ''
    for (let at = first; at < Math.min(first + pieceSize, count); at++)
      text += `${JSON.stringify(callRecord(account, at, begin + Math.floor((at * recordedSeconds) / count)))}\n`
    yield Buffer.from(text)
  }
}

/** One leg of a call that ended at `timestamp`. */
function callRecord(account: string, at: number, timestamp: number): object {
  const id = hash('md5', String(at))
  const extension = String(1000 + (at % 500))
  const number = `+1415555${String(at % 10_000).padStart(4, '0')}`
  const billed = (at * 7) % 900
  const inbound = at % 2 === 0
  return {
    call_id: `${id}@10.0.0.${String(at % 200)}`,
    call_direction: inbound ? 'inbound' : 'outbound',
    timestamp,
    duration_seconds: billed + 12,
    billing_seconds: billed,
    ringing_seconds: 12,
    channel_created_time: (timestamp - 62_167_219_200 - billed - 12) * 1_000_000,
    hangup_cause: causes[at % causes.length],
    caller_id_name: `Caller ${extension}`,
    caller_id_number: inbound ? number : extension,
    callee_id_name: `Callee ${extension}`,
    callee_id_number: inbound ? extension : number,
    to: `${inbound ? extension : number}@bench.example`,
    from: `${inbound ? number : extension}@bench.example`,
    request: `${inbound ? extension : number}@bench.example`,
    to_uri: `${inbound ? extension : number}@bench.example`,
    from_uri: `${inbound ? number : extension}@bench.example`,
    media_server: `media${String(at % 4)}.bench.example`,
    local_sdp_ip: '10.0.0.1',
    user_agent: 'Yealink SIP-T54W 96.86.0.20',
    interaction_id: `${String(timestamp)}-${id.slice(0, 8)}`,
    custom_channel_vars: {
      account_id: account,
      authorizing_id: hash('md5', extension),
      authorizing_type: 'device',
      account_billing: 'per_minute',
      reseller_billing: 'per_minute',
      rate: 120,
      rate_name: 'US',
      rate_increment: 60,
      rate_minimum: 60,
      bridge_id: id,
    },
  }
}
