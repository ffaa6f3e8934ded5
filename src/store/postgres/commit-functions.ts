import { outbox, reindex } from './work-functions.ts'

/*
 * Functions in the database that do a whole group of writes in one round trip. A group is a list of
 * batches, and a batch a list of two: its steps, and what other processes are to hear of it (or null).
 * A step is a list too (see `encodedStep`). What became of a batch is null when it was done, else an
 * object with `outcome`, the position of the step (`at`), and what more there is to say.
 */

/** A batch's own trouble, for `RAISE`: what it did is taken back, and its outcome told. */
const refused = 'XB001'

/** Reports that concern the whole transaction: the group fails with them (classes of SQLSTATE). */
const fatal = "('08', '25', '40', '53', '55', '57', '58', 'XX')"

const put = `
  IF step->>3 IS NULL THEN
    INSERT INTO crossbar.documents (db, id, type, rev, created, modified, deleted, body, hidden)
    VALUES (step->>1, step->>2, step->>4, step->>5, (step->>6)::bigint, (step->>7)::bigint, (step->>8)::boolean,
            step->>9, step->>10)
    ON CONFLICT (db, id) DO NOTHING;
    IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'conflict', 'at', at); END IF;
  ELSE
    UPDATE crossbar.documents d SET
      type = step->>4, rev = step->>5, created = (step->>6)::bigint, modified = (step->>7)::bigint,
      deleted = (step->>8)::boolean, body = step->>9, hidden = step->>10
    WHERE d.db = step->>1 AND d.id = step->>2 AND d.rev = step->>3;
    IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'conflict', 'at', at); END IF;
    DELETE FROM crossbar.view_rows v
    WHERE v.db = step->>1 AND v.id = step->>2 AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(step->11) w WHERE w->>0 = v.view AND decode(w->>1, 'hex') = v.sort_key);
    DELETE FROM crossbar.unique_keys k
    WHERE k.db = step->>1 AND k.id = step->>2 AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(step->12) w
      WHERE w->>0 = k.scope AND w->>1 = k.name AND w->>2 = k.value);
  END IF;
  IF step->11 <> '[]' THEN
    PERFORM crossbar.put_rows_1(step->>1, step->>2, step->11);
  END IF;
  IF step->12 <> '[]' THEN
    outcome := crossbar.take_keys_1(step->>1, step->>2, step->12);
    IF outcome IS NOT NULL THEN RETURN outcome || jsonb_build_object('at', at); END IF;
  END IF;`

const erase = `
  DELETE FROM crossbar.documents d
  WHERE d.db = step->>1 AND d.id = step->>2 AND (step->>3 IS NULL OR d.rev = step->>3);
  IF FOUND THEN
    DELETE FROM crossbar.view_rows v WHERE v.db = step->>1 AND v.id = step->>2;
    DELETE FROM crossbar.unique_keys k WHERE k.db = step->>1 AND k.id = step->>2;
    DELETE FROM crossbar.attachments a WHERE a.db = step->>1 AND a.id = step->>2;
  ELSIF step->>3 IS NOT NULL THEN
    RETURN jsonb_build_object('outcome', 'conflict', 'at', at);
  END IF;`

// Locked, so that nobody removes or changes it before this transaction has ended.
const require = `
  SELECT d.rev, d.deleted INTO held FROM crossbar.documents d
  WHERE d.db = step->>1 AND d.id = step->>2 FOR SHARE;
  IF NOT FOUND OR held.deleted THEN
    RETURN jsonb_build_object('outcome', 'missing', 'at', at);
  ELSIF step->>3 IS NOT NULL AND held.rev <> step->>3 THEN
    RETURN jsonb_build_object('outcome', 'conflict', 'at', at);
  END IF;`

const drop = `
  DELETE FROM crossbar.view_rows v WHERE v.db = step->>1;
  DELETE FROM crossbar.unique_keys k WHERE k.db = step->>1;
  DELETE FROM crossbar.attachments a WHERE a.db = step->>1;
  DELETE FROM crossbar.documents d WHERE d.db = step->>1;`

const attach = `
  PERFORM FROM crossbar.documents d WHERE d.db = step->>1 AND d.id = step->>2 FOR KEY SHARE;
  IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'missing', 'at', at); END IF;
  INSERT INTO crossbar.attachments AS a (db, id, name, content_type, bytes, digest, created)
  VALUES (step->>1, step->>2, step->>3, step->>4, (step->>5)::bigint, step->>6, (step->>7)::bigint)
  ON CONFLICT (db, id, name) DO UPDATE SET
    content_type = excluded.content_type, bytes = excluded.bytes, digest = excluded.digest,
    created = excluded.created;`

const applySteps = `
CREATE FUNCTION crossbar.apply_1(steps jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  step jsonb;
  at integer := -1;
  outcome jsonb;
  held record;
BEGIN
  FOR step IN SELECT value FROM jsonb_array_elements(steps) LOOP
    at := at + 1;
    CASE step->>0
    WHEN 'put' THEN ${put}
    WHEN 'publish' THEN
      INSERT INTO crossbar.outbox (kind, payload) VALUES (step->>1, step->>2);
    WHEN 'enqueue' THEN
      INSERT INTO crossbar.jobs (id, kind, payload, run_at)
      VALUES (step->>1, step->>2, step->>3, (step->>4)::bigint) ON CONFLICT (id) DO NOTHING;
    WHEN 'require' THEN ${require}
    WHEN 'erase' THEN ${erase}
    WHEN 'attach' THEN ${attach}
    WHEN 'detach' THEN
      DELETE FROM crossbar.attachments a WHERE a.db = step->>1 AND a.id = step->>2 AND a.name = step->>3;
    WHEN 'drop' THEN ${drop}
    END CASE;
  END LOOP;
  RETURN NULL;
END $$;`

const putRows = `
CREATE FUNCTION crossbar.put_rows_1(of_db text, of_id text, wanted jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO crossbar.view_rows AS v (db, view, sort_key, id, key, value, whole_key)
  SELECT of_db, w->>0, decode(w->>1, 'hex'), of_id, w->>2, w->>3, decode(w->>4, 'hex')
  FROM jsonb_array_elements(wanted) w
  ON CONFLICT (db, view, sort_key, id) DO UPDATE SET key = excluded.key, value = excluded.value,
    whole_key = excluded.whole_key
  WHERE v.key <> excluded.key OR v.value <> excluded.value;
END $$;`

const takeKeys = `
CREATE FUNCTION crossbar.take_keys_1(of_db text, of_id text, wanted jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  taken bigint;
  other record;
BEGIN
  INSERT INTO crossbar.unique_keys (scope, name, value, db, id, whole_value)
  SELECT w->>0, w->>1, w->>2, of_db, of_id, w->>3 FROM jsonb_array_elements(wanted) w
  ON CONFLICT (scope, name, value) DO NOTHING;
  GET DIAGNOSTICS taken = ROW_COUNT;
  IF taken = jsonb_array_length(wanted) THEN RETURN NULL; END IF;
  SELECT k.db, k.id, w.n - 1 AS key INTO other
  FROM jsonb_array_elements(wanted) WITH ORDINALITY AS w (v, n)
  LEFT JOIN crossbar.unique_keys k ON k.scope = w.v->>0 AND k.name = w.v->>1 AND k.value = w.v->>2
  WHERE (k.db, k.id) IS DISTINCT FROM (of_db, of_id) ORDER BY w.n LIMIT 1;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF other.db IS NULL THEN
    RAISE EXCEPTION 'a key was given back meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN jsonb_build_object('outcome', 'taken', 'key', other.key, 'db', other.db, 'id', other.id);
END $$;`

/* A message has 7,999 bytes at most. */
const tell = `
CREATE FUNCTION crossbar.tell_1(origin text, told jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  message text := jsonb_build_object('from', origin, 'changes', told)::text;
BEGIN
  IF octet_length(message) > 7900 THEN
    message := jsonb_build_object('from', origin, 'changes', (
      SELECT jsonb_agg(DISTINCT jsonb_build_object('scope', 'database', 'db', c->>'db'))
      FROM jsonb_array_elements(told) c))::text;
  END IF;
  IF octet_length(message) > 7900 THEN
    message := jsonb_build_object('from', origin, 'changes', jsonb_build_array(
      jsonb_build_object('scope', 'everything')))::text;
  END IF;
  PERFORM pg_notify('crossbar', message);
END $$;`

const lockAtOnce = `
    PERFORM FROM crossbar.documents d JOIN unnest(dbs, ids) AS w (db, id) ON d.db = w.db AND d.id = w.id
    ORDER BY d.db, d.id FOR NO KEY UPDATE OF d;`

// Where tenants are spread over machines, rows of one tenant only can be locked by a statement.
const lockByTenant = `
    FOR tenant IN
      SELECT w.db, array_agg(w.id) AS ids FROM unnest(dbs, ids) AS w (db, id)
      GROUP BY w.db ORDER BY w.db COLLATE "C"
    LOOP
      PERFORM FROM crossbar.documents d WHERE d.db = tenant.db AND d.id = ANY (tenant.ids)
      ORDER BY d.id FOR NO KEY UPDATE;
    END LOOP;`

const commit = (number: number, variables: string, lock: string): string => `
CREATE FUNCTION crossbar.commit_${String(number)}(batches jsonb, origin text, dbs text[], ids text[]) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  batch jsonb;
  outcome jsonb;
  outcomes jsonb := '[]';
  told jsonb := '[]';
  at_once boolean := true;${variables}
BEGIN
  -- Groups of several processes take their locks in the same order, so that they do not wait for each other.
  IF cardinality(ids) > 1 THEN${lock}
  END IF;
  -- Nearly always all of them can be done: one savepoint is enough.
  BEGIN
    FOR batch IN SELECT value FROM jsonb_array_elements(batches) LOOP
      outcome := crossbar.apply_1(batch->0);
      IF outcome IS NOT NULL THEN RAISE EXCEPTION 'refused' USING ERRCODE = '${refused}'; END IF;
      IF batch->1 <> 'null' THEN told := told || (batch->1); END IF;
    END LOOP;
  EXCEPTION WHEN OTHERS THEN
    IF left(SQLSTATE, 2) IN ${fatal} THEN RAISE; END IF;
    IF SQLSTATE <> '${refused}' THEN
      outcome := jsonb_build_object('outcome', 'error', 'state', SQLSTATE, 'message', SQLERRM);
    END IF;
    at_once := false;
    told := '[]';
  END;
  IF NOT at_once AND jsonb_array_length(batches) = 1 THEN
    outcomes := jsonb_build_array(outcome);
  ELSIF NOT at_once THEN
    FOR batch IN SELECT value FROM jsonb_array_elements(batches) LOOP
      outcome := NULL;
      BEGIN
        outcome := crossbar.apply_1(batch->0);
        IF outcome IS NOT NULL THEN RAISE EXCEPTION 'refused' USING ERRCODE = '${refused}'; END IF;
        IF batch->1 <> 'null' THEN told := told || (batch->1); END IF;
      EXCEPTION WHEN OTHERS THEN
        IF left(SQLSTATE, 2) IN ${fatal} THEN RAISE; END IF;
        IF SQLSTATE <> '${refused}' THEN
          outcome := jsonb_build_object('outcome', 'error', 'state', SQLSTATE, 'message', SQLERRM);
        END IF;
      END;
      outcomes := outcomes || jsonb_build_array(outcome);
    END LOOP;
  END IF;
  IF told <> '[]' THEN PERFORM crossbar.tell_1(origin, told); END IF;
  RETURN CASE WHEN at_once THEN NULL ELSE outcomes END;
END $$;`

/** All functions, in the order in which they need each other. */
export const commitFunctions = [
  putRows,
  takeKeys,
  applySteps,
  tell,
  commit(1, '', lockAtOnce),
  reindex,
  outbox,
].join('\n')

/** Takes the place of `commit_1`. */
export const commitByTenant = commit(2, '\n  tenant record;', lockByTenant)
