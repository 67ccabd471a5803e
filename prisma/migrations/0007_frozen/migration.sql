-- What is decided stays (2-integrity §2, §4): results of a freeze, a draw, an opening, an award and an allocation cannot be
-- changed by any statement, whatever the code does.

CREATE FUNCTION refuse_fixed(what text) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%', what USING ERRCODE = 'object_not_in_prerequisite_state'; END $$;

-- ── scores ──────────────────────────────────────────────────────────────────
CREATE FUNCTION refuse_frozen_results() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM changed c JOIN declaration d ON d.id = c.declaration_id JOIN score_freeze f ON f.tender_id = d.tender_id) THEN
    PERFORM refuse_fixed('scores are frozen');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER item_result_frozen_i AFTER INSERT ON item_result REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_results();
CREATE TRIGGER item_result_frozen_u AFTER UPDATE ON item_result REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_results();
CREATE TRIGGER item_result_frozen_d AFTER DELETE ON item_result REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_results();
CREATE TRIGGER declaration_total_frozen_i AFTER INSERT ON declaration_total REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_results();
CREATE TRIGGER declaration_total_frozen_u AFTER UPDATE ON declaration_total REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_results();
CREATE TRIGGER declaration_total_frozen_d AFTER DELETE ON declaration_total REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_results();

CREATE FUNCTION refuse_frozen_sheets() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM changed c JOIN score_freeze f ON f.tender_id = c.tender_id) THEN
    PERFORM refuse_fixed('scores are frozen');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER review_sheet_frozen_i AFTER INSERT ON review_sheet REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_sheets();
CREATE TRIGGER review_sheet_frozen_u AFTER UPDATE ON review_sheet REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_sheets();
CREATE TRIGGER review_sheet_frozen_d AFTER DELETE ON review_sheet REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_frozen_sheets();

-- ── the draw ────────────────────────────────────────────────────────────────
CREATE FUNCTION keep_draw() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE steps text[] := ARRAY['committing','frozen','drawn'];
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM refuse_fixed('there is one draw, for ever'); END IF;
  IF array_position(steps, NEW.status) < array_position(steps, OLD.status) THEN PERFORM refuse_fixed('a draw never goes back'); END IF;
  IF OLD.status <> 'committing' AND (NEW.manifest, NEW.manifest_hash, NEW.pool_secret, NEW.strata) IS DISTINCT FROM (OLD.manifest, OLD.manifest_hash, OLD.pool_secret, OLD.strata) THEN
    PERFORM refuse_fixed('the draw is frozen');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER draw_fixed BEFORE UPDATE OR DELETE ON draw FOR EACH ROW EXECUTE FUNCTION keep_draw();

CREATE FUNCTION keep_contribution() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND OLD.value IS NULL AND (NEW.draw_id, NEW.source, NEW.user_id, NEW.commitment) = (OLD.draw_id, OLD.source, OLD.user_id, OLD.commitment) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a contribution is committed to, and revealed once');
  RETURN NULL;
END $$;
CREATE TRIGGER entropy_contribution_fixed BEFORE UPDATE OR DELETE ON entropy_contribution FOR EACH ROW EXECUTE FUNCTION keep_contribution();

CREATE FUNCTION keep_drawn_expert() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.draw_id, NEW.expert_id, NEW.stratum, NEW.ordinal) = (OLD.draw_id, OLD.expert_id, OLD.stratum, OLD.ordinal) THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('the drawn order is fixed');
  RETURN NULL;
END $$;
CREATE TRIGGER drawn_expert_fixed BEFORE UPDATE OR DELETE ON drawn_expert FOR EACH ROW EXECUTE FUNCTION keep_drawn_expert();

-- ── openings ────────────────────────────────────────────────────────────────
CREATE FUNCTION refuse_opened_verdicts() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM changed c JOIN price_round r ON r.id = c.round_id WHERE r.status = 'opened') THEN
    PERFORM refuse_fixed('the round is opened');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER opened_bid_fixed_i AFTER INSERT ON opened_bid REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_opened_verdicts();
CREATE TRIGGER opened_bid_fixed_u AFTER UPDATE ON opened_bid REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_opened_verdicts();
CREATE TRIGGER opened_bid_fixed_d AFTER DELETE ON opened_bid REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_opened_verdicts();

CREATE FUNCTION refuse_opened_shares() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF EXISTS (SELECT 1 FROM changed c JOIN sealed_bid b ON b.id = c.sealed_bid_id JOIN price_round r ON r.id = b.round_id WHERE r.status = 'opened') THEN
    PERFORM refuse_fixed('the round is opened');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER opening_share_fixed_i AFTER INSERT ON opening_share REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_opened_shares();
CREATE TRIGGER opening_share_fixed_d AFTER DELETE ON opening_share REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION refuse_opened_shares();
CREATE TRIGGER opening_share_append BEFORE UPDATE OR TRUNCATE ON opening_share FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ── awards, allocation, what was published ──────────────────────────────────
CREATE FUNCTION keep_final_award() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.status = 'final' THEN PERFORM refuse_fixed('the award is final'); END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER award_fixed BEFORE UPDATE OR DELETE ON award FOR EACH ROW EXECUTE FUNCTION keep_final_award();

CREATE TRIGGER allocation_cell_append BEFORE UPDATE OR DELETE OR TRUNCATE ON allocation_cell FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER allocation_lot_result_append BEFORE UPDATE OR DELETE OR TRUNCATE ON allocation_lot_result FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tender_document_append BEFORE UPDATE OR DELETE OR TRUNCATE ON tender_document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Only the clock of a notice moves, when an objection has paused it.
CREATE FUNCTION keep_notice() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.tender_id, NEW.kind, NEW.number, NEW.title, NEW.body, NEW.hash, NEW.published_at) = (OLD.id, OLD.tender_id, OLD.kind, OLD.number, OLD.title, OLD.body, OLD.hash, OLD.published_at)
    AND NEW.closes_at >= OLD.closes_at THEN
    RETURN NEW;
  END IF;
  PERFORM refuse_fixed('a notice stays as it was published');
  RETURN NULL;
END $$;
CREATE TRIGGER notice_fixed BEFORE UPDATE OR DELETE ON notice FOR EACH ROW EXECUTE FUNCTION keep_notice();
