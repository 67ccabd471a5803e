-- Walls in the database (2-integrity §3, §5): a role for the platform that owns nothing, and rows that only their own see.

-- ── the role ────────────────────────────────────────────────────────────────
-- Roles belong to the whole server: another database of it may have made this one, even at this moment.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bencao_app') THEN
    CREATE ROLE bencao_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
-- Who migrates puts the role on; a superuser always can.
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'bencao_app', 'SET') THEN EXECUTE format('GRANT bencao_app TO %I', current_user); END IF;
EXCEPTION WHEN unique_violation THEN NULL;
END $$;

GRANT USAGE ON SCHEMA public TO bencao_app;
DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO bencao_app', current_database()); END $$; -- bulk loads are staged
GRANT SELECT ON _prisma_migrations TO bencao_app;

-- What only grows.
GRANT SELECT, INSERT ON
  allocation_cell, allocation_lot_result, audit_checkpoint, audit_cosignature, audit_leaf, audit_node, audit_row,
  contract_signature, demand_snapshot, evidence, round_policy, score_freeze, sealed_bid, share_hand_in, tender_document
  TO bencao_app;
-- A share is replaced as a whole until the round is opened.
GRANT SELECT, INSERT, DELETE ON opening_share TO bencao_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON
  allocation_run, answer, app_user, award, city, city_default, contract, contract_line, declaration, declaration_total,
  demand_line, demand_report, distribution_offer, distributor, distributor_pick, draw, drawn_expert, entropy_contribution,
  expert, expert_tie, hospital, item_result, job, job_chunk, lot, notice, objection, officer_key, oidc_identity, opened_bid,
  outbox_message, passkey, password_reset, price_round, proposal, province, ranking_entry, recovery_code, recusal,
  review_sheet, rule_pack, sample, score, session, spec, supplier, supplier_choice, tender, tender_member, tender_stage,
  variety
  TO bencao_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO bencao_app;
-- A later table may be read and added to; what may be changed is granted by the migration that makes it.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT ON TABLES TO bencao_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO bencao_app;
-- Fresh statistics after a bulk load; before PostgreSQL 17 only an owner can have that, and autovacuum does it later.
DO $$ BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    EXECUTE 'GRANT MAINTAIN ON allocation_cell, contract, contract_line TO bencao_app';
  END IF;
END $$;

-- ── who asks ────────────────────────────────────────────────────────────────
-- bencao.actor is `role organisation user`, set first in every transaction. Policies call these in sub-selects without a
-- reference to the row: PostgreSQL evaluates each once per statement.
CREATE FUNCTION actor_role() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(split_part(current_setting('bencao.actor', true), ' ', 1), '') $$;
CREATE FUNCTION actor_org(wanted text) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN actor_role() = wanted THEN nullif(split_part(current_setting('bencao.actor', true), ' ', 2), '')::uuid END $$;
CREATE FUNCTION actor_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(split_part(current_setting('bencao.actor', true), ' ', 3), '')::uuid $$;
-- Who runs or controls the campaign, and the platform itself.
CREATE FUNCTION actor_watches() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT actor_role() IN ('platform','office','supervisor','auditor','admin') $$;
-- Who opens prices and sees them opened: the officers too, the administrator not.
CREATE FUNCTION actor_opens() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT actor_role() IN ('platform','office','supervisor','auditor','officer') $$;
-- Hospitals whose rows are the actor's own: itself, its city's, its province's.
CREATE FUNCTION actor_hospitals() RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT actor_org('hospital') WHERE actor_role() = 'hospital'
   UNION ALL SELECT h.id FROM hospital h WHERE h.city_id = actor_org('cityBureau')
   UNION ALL SELECT h.id FROM hospital h JOIN city c ON c.id = h.city_id WHERE c.province_id = actor_org('provinceBureau') $$;
CREATE FUNCTION actor_cities() RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT h.city_id FROM hospital h WHERE h.id = actor_org('hospital')
   UNION ALL SELECT actor_org('cityBureau') WHERE actor_role() = 'cityBureau'
   UNION ALL SELECT c.id FROM city c WHERE c.province_id = actor_org('provinceBureau') $$;
-- Declarations whose award has been made public: everybody who signs in may see whose they are.
CREATE FUNCTION awarded_publicly() RETURNS SETOF uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT a.declaration_id FROM award a JOIN lot l ON l.id = a.lot_id
   WHERE actor_role() <> '' AND (a.status = 'final' OR EXISTS (SELECT FROM notice n WHERE n.tender_id = l.tender_id AND n.kind IN ('proposedAward','award'))) $$;

-- Checks of other tables see everything: they judge what is there, not who asks.
ALTER FUNCTION refuse_frozen_scores() SET bencao.actor TO 'platform  ';
ALTER FUNCTION refuse_frozen_results() SET bencao.actor TO 'platform  ';
ALTER FUNCTION refuse_opened_shares() SET bencao.actor TO 'platform  ';
ALTER FUNCTION end_sessions() SET bencao.actor TO 'platform  ';

-- ── demand ──────────────────────────────────────────────────────────────────
CREATE POLICY walls ON demand_report USING ((SELECT actor_watches()) OR hospital_id IN (SELECT actor_hospitals()));
CREATE POLICY walls ON demand_line USING ((SELECT actor_watches()) OR hospital_id IN (SELECT actor_hospitals()));

-- ── declarations and their review ───────────────────────────────────────────
CREATE POLICY walls ON review_sheet USING ((SELECT actor_watches()) OR expert_id = (SELECT actor_org('expert')));
CREATE POLICY walls ON declaration USING ((SELECT actor_watches()) OR (SELECT actor_opens())
  OR supplier_id = (SELECT actor_org('supplier')) OR id IN (SELECT awarded_publicly()));
CREATE POLICY walls ON answer USING ((SELECT actor_watches()) OR supplier_id = (SELECT actor_org('supplier'))
  OR EXISTS (SELECT FROM review_sheet r WHERE r.expert_id = (SELECT actor_org('expert')) AND r.tender_id = answer.tender_id
    AND r.supplier_id = answer.supplier_id AND r.subject_key = answer.subject_key));
CREATE POLICY walls ON score USING ((SELECT actor_watches()) OR EXISTS (SELECT FROM review_sheet r WHERE r.id = sheet_id AND r.expert_id = (SELECT actor_org('expert'))));
CREATE POLICY walls ON item_result USING ((SELECT actor_watches()) OR EXISTS (SELECT FROM declaration d WHERE d.id = declaration_id AND d.supplier_id = (SELECT actor_org('supplier'))));
CREATE POLICY walls ON declaration_total USING ((SELECT actor_watches()) OR EXISTS (SELECT FROM declaration d WHERE d.id = declaration_id AND d.supplier_id = (SELECT actor_org('supplier'))));
CREATE POLICY walls ON recusal USING ((SELECT actor_watches()) OR (SELECT actor_role()) = 'officer' OR expert_id = (SELECT actor_org('expert')));
CREATE POLICY walls ON expert_tie USING ((SELECT actor_watches()) OR expert_id = (SELECT actor_org('expert')));
CREATE POLICY walls ON sample USING ((SELECT actor_watches()) OR (SELECT actor_opens())
  OR EXISTS (SELECT FROM declaration d WHERE d.id = declaration_id AND d.supplier_id = (SELECT actor_org('supplier'))));

-- ── prices ──────────────────────────────────────────────────────────────────
-- An envelope is its supplier's alone until the round is closed; a price until it is opened, then all at once.
CREATE POLICY walls ON sealed_bid USING ((SELECT actor_role()) = 'platform'
  OR EXISTS (SELECT FROM declaration d WHERE d.id = declaration_id AND d.supplier_id = (SELECT actor_org('supplier')))
  OR ((SELECT actor_opens()) AND EXISTS (SELECT FROM price_round r WHERE r.id = round_id AND r.status IN ('closed','opening','opened'))));
CREATE POLICY walls ON opened_bid USING ((SELECT actor_role()) = 'platform'
  OR (((SELECT actor_opens()) OR EXISTS (SELECT FROM declaration d WHERE d.id = declaration_id AND d.supplier_id = (SELECT actor_org('supplier'))))
    AND EXISTS (SELECT FROM price_round r WHERE r.id = round_id AND r.status = 'opened')));
CREATE POLICY walls ON opening_share USING ((SELECT actor_opens()));
CREATE POLICY walls ON share_hand_in USING ((SELECT actor_opens()));
CREATE POLICY walls ON ranking_entry USING ((SELECT actor_watches()) OR (SELECT actor_opens())
  OR EXISTS (SELECT FROM declaration d WHERE d.id = declaration_id AND d.supplier_id = (SELECT actor_org('supplier'))));
CREATE POLICY walls ON objection USING ((SELECT actor_watches()) OR supplier_id = (SELECT actor_org('supplier')));

-- ── allocation and contracts ────────────────────────────────────────────────
CREATE POLICY walls ON supplier_choice USING ((SELECT actor_watches()) OR hospital_id IN (SELECT actor_hospitals()));
CREATE POLICY walls ON city_default USING ((SELECT actor_watches()) OR city_id IN (SELECT actor_cities()));
CREATE POLICY walls ON distribution_offer USING ((SELECT actor_watches()) OR supplier_id = (SELECT actor_org('supplier'))
  OR distributor_id = (SELECT actor_org('distributor')) OR city_id IN (SELECT actor_cities()));
CREATE POLICY walls ON distributor_pick USING ((SELECT actor_watches()) OR supplier_id = (SELECT actor_org('supplier'))
  OR distributor_id = (SELECT actor_org('distributor')) OR hospital_id IN (SELECT actor_hospitals()));
CREATE POLICY walls ON allocation_cell USING ((SELECT actor_watches()) OR hospital_id IN (SELECT actor_hospitals())
  OR declaration_id IN (SELECT d.id FROM declaration d WHERE d.supplier_id = (SELECT actor_org('supplier'))));
CREATE POLICY walls ON contract USING ((SELECT actor_watches()) OR supplier_id = (SELECT actor_org('supplier'))
  OR distributor_id = (SELECT actor_org('distributor')) OR hospital_id IN (SELECT actor_hospitals()));
CREATE POLICY walls ON contract_line USING ((SELECT actor_watches()) OR EXISTS (SELECT FROM contract c WHERE c.id = contract_id));
CREATE POLICY walls ON contract_signature USING ((SELECT actor_watches()) OR EXISTS (SELECT FROM contract c WHERE c.id = contract_id));

-- ── people ──────────────────────────────────────────────────────────────────
CREATE POLICY walls ON session USING ((SELECT actor_role()) IN ('platform','admin') OR user_id = (SELECT actor_user()));
CREATE POLICY walls ON passkey USING ((SELECT actor_role()) IN ('platform','admin') OR user_id = (SELECT actor_user()));
CREATE POLICY walls ON recovery_code USING ((SELECT actor_role()) IN ('platform','admin') OR user_id = (SELECT actor_user()));
CREATE POLICY walls ON password_reset USING ((SELECT actor_role()) IN ('platform','admin') OR user_id = (SELECT actor_user()));
CREATE POLICY walls ON oidc_identity USING ((SELECT actor_role()) IN ('platform','admin') OR user_id = (SELECT actor_user()));
CREATE POLICY walls ON proposal USING ((SELECT actor_watches()));

DO $$ DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_policies WHERE schemaname = 'public' AND policyname = 'walls' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
