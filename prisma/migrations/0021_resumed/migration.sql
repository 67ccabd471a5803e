-- A complaint whose suspension was lifted early is decided afterwards: what is fixed then is when it was lifted.
CREATE OR REPLACE FUNCTION keep_complaint() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.outcome IS NULL
    AND (NEW.id, NEW.tender_id, NEW.objection_id, NEW.supplier_id, NEW.text, NEW.filed_at, NEW.accept_by) = (OLD.id, OLD.tender_id, OLD.objection_id, OLD.supplier_id, OLD.text, OLD.filed_at, OLD.accept_by)
    AND (OLD.accepted_at IS NULL OR (NEW.accepted_at, NEW.decide_by) = (OLD.accepted_at, OLD.decide_by))
    AND (OLD.suspended_at IS NULL OR NEW.suspended_at = OLD.suspended_at)
    AND (OLD.resumed_at IS NULL OR NEW.resumed_at = OLD.resumed_at) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a complaint stays as it was filed and is decided once');
  RETURN NULL;
END $$;
