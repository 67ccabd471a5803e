-- What the draw came to, beside the log: browsers draw again and compare with it (2-integrity §2).
ALTER TABLE draw ADD COLUMN result_hash text;
ALTER TABLE draw ADD CONSTRAINT draw_result_when_drawn CHECK (result_hash IS NULL OR status = 'drawn');
CREATE FUNCTION keep_draw_result() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.status = 'drawn' AND NEW.result_hash IS DISTINCT FROM OLD.result_hash THEN PERFORM refuse_fixed('the result of a draw is fixed'); END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER draw_result_fixed BEFORE UPDATE ON draw FOR EACH ROW EXECUTE FUNCTION keep_draw_result();
