/** Replaces a document's rows of some views, unless it was changed meanwhile (`Store.reindex`). */
export const reindex = `
CREATE FUNCTION crossbar.reindex_1(of_db text, of_id text, of_rev text, views text[], wanted jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM crossbar.documents d WHERE d.db = of_db AND d.id = of_id AND d.rev = of_rev FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  DELETE FROM crossbar.view_rows v
  WHERE v.db = of_db AND v.id = of_id AND v.view = ANY (views) AND NOT EXISTS (
    SELECT FROM jsonb_array_elements(wanted) w WHERE w->>0 = v.view AND decode(w->>1, 'hex') = v.sort_key);
  PERFORM crossbar.put_rows_1(of_db, of_id, wanted);
END $$;`

/**
 * Reads the oldest events (`Store.outbox`). Who reads gives positions to new rows, in the order of their numbers, and
 * nobody else at the same time.
 */
export const outbox = `
CREATE FUNCTION crossbar.outbox_1(most bigint) RETURNS TABLE (seq bigint, kind text, payload text)
LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM crossbar.outbox o WHERE o.seq IS NULL) THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('crossbar.outbox', 0));
    UPDATE crossbar.outbox o SET seq = n.seq
    FROM (SELECT f.number, nextval('crossbar.outbox_positions') AS seq FROM (
            SELECT i.number FROM crossbar.outbox i WHERE i.seq IS NULL ORDER BY i.number LIMIT most) f) n
    WHERE o.number = n.number;
  END IF;
  RETURN QUERY SELECT o.seq, o.kind, o.payload FROM crossbar.outbox o WHERE o.seq IS NOT NULL
    ORDER BY o.seq LIMIT most;
END $$;`
